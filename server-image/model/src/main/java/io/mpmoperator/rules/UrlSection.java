package io.mpmoperator.rules;

/** A Location or LocationMatch. */
public record UrlSection(Where where, Rules rules) {}
