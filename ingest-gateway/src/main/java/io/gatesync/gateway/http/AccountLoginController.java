package io.gatesync.gateway.http;

import io.gatesync.access.Account;
import io.gatesync.access.Tokens;
import io.gatesync.access.http.AccessProperties;
import io.gatesync.gateway.answer.AccountLoginAnswer;
import io.gatesync.gateway.described.AccountLoginBody;
import io.gatesync.gateway.input.AccountLogin;
import io.gatesync.gateway.login.Accounts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where leads and organisers get their tokens. */
@RestController
@Tag(name = "Logins")
final class AccountLoginController {
    private final BodyReader bodies;
    private final Accounts accounts;
    private final Login login;
    private final Tokens tokens;
    private final AccessProperties settings;
    private final InstantSource clock;

    AccountLoginController(
            BodyReader bodies,
            Accounts accounts,
            Login login,
            Tokens tokens,
            AccessProperties settings,
            InstantSource clock) {
        this.bodies = bodies;
        this.accounts = accounts;
        this.login = login;
        this.tokens = tokens;
        this.settings = settings;
        this.clock = clock;
    }

    @Operation(operationId = "logInStaff", summary = "Logs a lead or an organiser in")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = AccountLoginBody.class)))
    @ApiResponse(responseCode = "200", useReturnTypeSchema = true, description = "The token.")
    @ApiResponse(responseCode = "401", description = "The passcode does not fit, or there is no such account.")
    @PostMapping(path = "/api/admin/login", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<AccountLoginAnswer> logIn(HttpServletRequest request) throws IOException {
        try (BodyReader.Body body = bodies.read(request)) {
            AccountLogin given = AccountLogin.read(body.bytes());
            Optional<Account> account = accounts.find(given.name());
            String eventId = account.flatMap(Account::eventId).orElse("");
            LoginNote note = LoginNote.of(request, eventId, given.name(), null);
            login.require(note, "account " + given.name(), given.passcode(), account.map(Account::passcodeHash));
            Tokens.Issued issued = tokens.forAccount(account.orElseThrow(), settings.staffTokenLife());
            login.letIn(note);
            return ResponseEntity.ok()
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(AccountLoginAnswer.of(issued, clock.instant()));
        }
    }
}
