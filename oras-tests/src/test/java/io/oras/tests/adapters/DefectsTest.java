package io.oras.tests.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;

/** An adapter with one defect fails the test that is about it. */
class DefectsTest {
  static Stream<Arguments> defects() {
    return Stream.of(
        arguments(BrokenStores.Unverified.class, "otherContentThanDescribedIsRefusedAndNotKept"),
        arguments(BrokenStores.AnyDigest.class, "contentThatCannotBeVerifiedIsRefused"),
        arguments(BrokenStores.AnyManifest.class, "brokenManifestIsRefusedAndNotKept"),
        arguments(BrokenStores.BlindReader.class, "readingUnderAnotherSizeFails"),
        arguments(BrokenStores.TagsAnything.class, "whatIsNotHereIsNotFound"),
        arguments(BrokenStores.FirstTagStays.class, "tagMovesToTheManifestThatGotItLast"),
        arguments(BrokenStores.RefusesTwice.class, "pushingAgainIsNoError"),
        arguments(BrokenStores.OnlyTags.class, "manifestIsFoundByTagAndByDigest"),
        arguments(BrokenStores.AllTags.class, "tagsAreListedOnceEachAfterTheLastOne"),
        arguments(BrokenStores.ForOneThread.class, "manyThreadsPushTheSame"),
        arguments(BrokenStores.ShowsTemporaries.class, "listsHaveOnlyWholeEntriesWhileOthersWrite"),
        arguments(BrokenStores.NoReferrers.class, "parentsAndReferrersArePredecessors"),
        arguments(BrokenStores.FirstLook.class, "predecessorsAreSeenFromTheirPushOn"),
        arguments(BrokenStores.WholeDescriptor.class, "predecessorsCountByDigestAlone"),
        arguments(BrokenCredentials.Generous.class, "anotherRegistryGetsNothing"),
        arguments(BrokenCredentials.Literal.class, "allNamesOfDockerHubGetOneCredential"),
        arguments(BrokenCredentials.Talkative.class, "providerHasANameAndPrintsNoSecret"),
        arguments(BrokenCredentials.Trimming.class, "passwordComesBackAsItWas"),
        arguments(BrokenCredentials.CaseSensitive.class, "hostIsTheSameInCapitals"),
        arguments(
            BrokenCredentials.NeverErases.class,
            "eraseForgetsOneRegistryAndTellsWhetherItWasKnown"),
        arguments(BrokenCredentials.Racing.class, "sixteenThreadsThatStoreLoseNothing"),
        arguments(BrokenCredentials.Forgetful.class, "whatIsStoredIsFoundByTheNextToOpen"),
        arguments(BrokenArchives.Judging.class, "unsafeNamesAreHandedOnUnjudged"),
        arguments(BrokenArchives.Closing.class, "theStreamBelongsToTheCaller"),
        arguments(BrokenArchives.Flat.class, "entriesComeBackAsTheyWere"),
        arguments(BrokenTransports.Following.class, "statusesAreAnswersAndRedirectsAreNotFollowed"),
        arguments(BrokenTransports.Cookies.class, "headersGoOutAsGivenAndNoCookieComesBack"),
        arguments(BrokenTransports.Decoding.class, "pathAndQueryGoOutByteForByte"),
        arguments(BrokenTransports.Repeating.class, "connectionThatBreaksBeforeTheHeadIsTransient"),
        arguments(BrokenTransports.Chatty.class, "unknownHostIsPermanent"),
        arguments(BrokenTransports.Believing.class, "bodyThatStallsIsCut"),
        arguments(BrokenTransports.Deaf.class, "interruptWhileWaitingForTheHeadCancels"),
        arguments(
            BrokenTransports.Immortal.class,
            "closingTheTransportEndsExchangesConnectionsAndThreads"),
        arguments(BrokenTransports.Believing.class, "cutBodyFailsAfterWhatArrived"),
        arguments(BrokenConnections.Trusting.class, "certificateOfAnotherHostNameIsNotTrusted"),
        arguments(BrokenConnections.Trusting.class, "certificateOfAHostWithAnUnderscoreIsVerified"),
        arguments(BrokenConnections.OneForAll.class, "authorityIsTrustedForItsServerAlone"),
        arguments(BrokenConnections.OneForAll.class, "clientCertificateGoesToItsServerAlone"),
        arguments(
            BrokenConnections.OneForAll.class,
            "insecureSettingsTrustEveryCertificateAndNameOfTheirServerAlone"),
        arguments(
            BrokenConnections.WithoutSelector.class,
            "proxyOfTheConfigurationComesBeforeTheEnvironment"),
        arguments(
            BrokenConnections.WithoutEnvironment.class,
            "plainRequestsGoToTheProxyOfTheEnvironmentWithItsPassword"),
        arguments(
            BrokenConnections.WithoutAddresses.class,
            "addressReplacesTheLookUpAndTheServerSeesItsName"),
        arguments(BrokenConnections.Unruly.class, "addressThatARuleRefusesGetsNoConnection"),
        arguments(BrokenConnections.Leaving.class, "oneShotStreamIsClosed"),
        arguments(BrokenConnections.Wrapping.class, "failureOfTheSourceComesOutAsItIs"),
        arguments(BrokenConnections.Wasteful.class, "connectionsAreReused"));
  }

  @ParameterizedTest
  @MethodSource
  void defects(Class<?> suite, String rule) {
    TestExecutionResult result = Suites.run(suite, rule).get(rule);
    assertNotNull(result, () -> "no test is called " + rule);
    assertEquals(Status.FAILED, result.getStatus());
  }

  /** What each of the above is without its defect. */
  @ParameterizedTest
  @ValueSource(
      classes = {
        MapStoreTest.class,
        GraphStoreTest.class,
        StaticCredentialsTest.class,
        PropertiesCredentialsTest.class,
        PlainTarTest.class
      })
  void rightAdapterFailsNothing(Class<?> suite) {
    Map<String, TestExecutionResult> results = Suites.run(suite, "");
    assertTrue(results.size() > 5, results::toString);
    results.forEach(
        (test, result) -> assertTrue(result.getStatus() != Status.FAILED, test + ": " + result));
  }
}
