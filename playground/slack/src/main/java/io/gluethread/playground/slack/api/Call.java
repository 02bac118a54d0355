package io.gluethread.playground.slack.api;

import io.gluethread.playground.slack.workspace.Person;

/** One call of a Web API method by somebody who has shown a good token. */
record Call(String method, Person actor, Arguments arguments) {}
