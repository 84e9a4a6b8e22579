package io.gatesync.gateway.described;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A ticket of a list. It says only what it changes.
 *
 * @param qrcode its code
 * @param type printed on it; empty or null: none
 * @param admittence printed on it; empty or null: none
 * @param number printed on it; empty or null: none
 * @param status {@code valid} or {@code revoked}, or a word of another system for it; empty or null: as it was
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@Schema(name = "TicketRow", examples = """
        {"qrcode": "T-1", "type": "VIP", "number": "17", "status": "valid"}""")
public record TicketRowBody(
        String qrcode,
        @Nullable String type,
        @Nullable String admittence,
        @Nullable String number,
        @Nullable String status) {}
