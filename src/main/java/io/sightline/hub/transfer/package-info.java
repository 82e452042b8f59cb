/// Brings one file over HTTP: resumed where it was cut, bounded in size and time, compared with its
/// hash, and put into its place in one step.
///
/// Connections are encrypted, except to this machine itself. Redirects are followed one by one, so
/// that what is said to one host is not said to the next.
///
/// [Progress] is told how far a fetch is, [FetchRules] say what it may take, and
/// [FetchFailedException] says why it failed.
@NullMarked
package io.sightline.hub.transfer;

import org.jspecify.annotations.NullMarked;
