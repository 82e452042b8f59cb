/// Brings one file over HTTP: resumed where it was cut, bounded in size and time, compared with its
/// hash, and put into its place in one step.
///
/// Connections are encrypted, except to this machine itself. Redirects are followed one by one, so
/// that what is said to one host is not said to the next.
///
/// Its doors are [Progress], told how far a fetch is, and [ProgressLines], which prints that;
/// [FetchRules], what a fetch may take; and [FetchFailedException], why it failed.
@NullMarked
package io.sightline.hub.transfer;

import org.jspecify.annotations.NullMarked;
