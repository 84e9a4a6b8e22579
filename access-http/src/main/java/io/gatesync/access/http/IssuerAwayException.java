package io.gatesync.access.http;

import org.springframework.security.core.AuthenticationException;

/** The other issuer of tokens does not answer, so that its tokens cannot be checked now. */
final class IssuerAwayException extends AuthenticationException {
    IssuerAwayException(Throwable cause) {
        super("The issuer of the token does not answer: " + cause.getMessage(), cause);
    }
}
