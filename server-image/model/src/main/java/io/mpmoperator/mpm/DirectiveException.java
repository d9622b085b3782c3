package io.mpmoperator.mpm;

/** A directive that no coercion can make sense of; the message names it, the value and what would be accepted. */
public class DirectiveException extends Exception {

    private static final long serialVersionUID = 1L;

    private final MpmDirective directive;

    public DirectiveException(MpmDirective directive, String message) {
        super(message);
        this.directive = directive;
    }

    /** The directive that was refused. */
    public MpmDirective directive() {
        return directive;
    }
}
