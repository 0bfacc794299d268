/** A program that uses the library as a module. */
module com.example.hello {
  requires io.oras;
}
