package io.oras.tests.registry;

import java.io.IOException;

/** The service behind one address. */
interface Service {
  ServerResponse answer(ServerRequest call) throws IOException;
}
