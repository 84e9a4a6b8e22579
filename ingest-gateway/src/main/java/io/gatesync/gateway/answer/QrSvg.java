package io.gatesync.gateway.answer;

import io.nayuki.qrcodegen.QrCode;

/** Draws QR codes. */
final class QrSvg {
    /** Modules of white around it, as ISO/IEC 18004 has it; without them readers do not find it. */
    private static final int BORDER = 4;

    private QrSvg() {}

    /** The text as a QR code: an SVG document that scales to any size, black on white. */
    static String of(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        int size = code.size + 2 * BORDER;
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges">\
                <rect width="100%%" height="100%%" fill="#fff"/><path d="%s" fill="#000"/></svg>""".formatted(size, size, modules(code));
    }

    private static String modules(QrCode code) {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M')
                            .append(x + BORDER)
                            .append(',')
                            .append(y + BORDER)
                            .append("h1v1h-1z");
                }
            }
        }
        return path.toString();
    }
}
