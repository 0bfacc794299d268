package io.oras.tests.registry;

import java.io.IOException;

/** All that answers behind one address. */
interface Service {
  Answer answer(Call call) throws IOException;
}
