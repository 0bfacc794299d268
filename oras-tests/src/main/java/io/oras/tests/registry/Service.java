package io.oras.tests.registry;

import java.io.IOException;

/** All that answers behind one address. */
interface Service {
  ServerResponse answer(ServerRequest call) throws IOException;
}
