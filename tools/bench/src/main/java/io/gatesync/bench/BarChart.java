package io.gatesync.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Horizontal bars, each of one part or several, as SVG that browsers and repositories show. */
final class BarChart {

    private static final String[] COLOURS = {
        "#4c78a8", "#f58518", "#54a24b", "#e45756", "#72b7b2", "#b279a2", "#eeca3b", "#9d755d"
    };
    private static final int WIDTH = 800;
    private static final int LEFT = 210;
    private static final int RIGHT = 90;
    private static final int TOP = 56;
    private static final int ROW = 30;
    private static final int BAR = 20;
    private static final int LETTER = 7;

    private final String title;
    private final String unit;
    private final Map<String, Map<String, Double>> bars = new LinkedHashMap<>();

    BarChart(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    /** @param parts by their names, from left to right */
    BarChart add(String bar, Map<String, Double> parts) {
        bars.put(bar, new LinkedHashMap<>(parts));
        return this;
    }

    private static double sum(Map<String, Double> parts) {
        return parts.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    String svg() {
        List<String> names = bars.values().stream()
                .flatMap(parts -> parts.keySet().stream())
                .distinct()
                .toList();
        double longest = bars.values().stream().mapToDouble(BarChart::sum).max().orElse(1);
        double scale = longest > 0 ? (WIDTH - LEFT - RIGHT) / longest : 0;
        int height = TOP + ROW * bars.size() + 10;
        List<String> svg = new ArrayList<>();
        svg.add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">"
                        .formatted(WIDTH, height));
        svg.add("<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>".formatted(WIDTH, height));
        svg.add("<text x=\"10\" y=\"20\" font-size=\"15\" font-weight=\"bold\">%s, %s</text>"
                .formatted(text(title), text(unit)));
        if (names.size() > 1) {
            svg.add(legend(names));
        }
        int y = TOP;
        for (Map.Entry<String, Map<String, Double>> bar : bars.entrySet()) {
            svg.add("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
                    .formatted(LEFT - 8, y + 15, text(bar.getKey())));
            double x = LEFT;
            for (Map.Entry<String, Double> part : bar.getValue().entrySet()) {
                double width = Math.max(0, part.getValue() * scale);
                svg.add(String.format(
                        Locale.ROOT,
                        "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
                        x,
                        y,
                        width,
                        BAR,
                        COLOURS[names.indexOf(part.getKey()) % COLOURS.length]));
                x += width;
            }
            svg.add(String.format(
                    Locale.ROOT, "<text x=\"%.1f\" y=\"%d\">%s</text>", x + 6, y + 15, number(sum(bar.getValue()))));
            y += ROW;
        }
        svg.add("</svg>");
        return String.join("\n", svg) + "\n";
    }

    private static String legend(List<String> names) {
        StringBuilder legend = new StringBuilder();
        int x = 10;
        for (int at = 0; at < names.size(); at++) {
            legend.append("<rect x=\"%d\" y=\"32\" width=\"11\" height=\"11\" fill=\"%s\"/>"
                    .formatted(x, COLOURS[at % COLOURS.length]));
            legend.append("<text x=\"%d\" y=\"42\">%s</text>".formatted(x + 15, text(names.get(at))));
            x += 30 + LETTER * names.get(at).length();
        }
        return legend.toString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
    }

    private static String text(String plain) {
        return plain.replace("&", "&amp;").replace("<", "&lt;");
    }

    void writeTo(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, svg());
    }
}
