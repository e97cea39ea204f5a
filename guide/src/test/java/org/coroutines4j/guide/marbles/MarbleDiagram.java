package org.coroutines4j.guide.marbles;

import java.util.Locale;

/** A picture of a flow, an operator, and the flow that the operator makes of it. */
record MarbleDiagram(String operator, Timeline source, Timeline result) {
  private static final int WIDTH = 720;
  private static final int LEFT = 30;
  private static final int RIGHT = 60;
  private static final int RADIUS = 15;

  String svg() {
    long end = Math.max(source.end(), result.end());
    double scale = (double) (WIDTH - LEFT - RIGHT) / end;
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d 190" font-family="sans-serif" font-size="13">
        <rect width="%d" height="190" fill="white"/>
        """
            .formatted(WIDTH, WIDTH));
    line(svg, source, 35, scale);
    svg.append(
        """
        <rect x="%d" y="72" width="%d" height="36" rx="4" fill="#eef2f7" stroke="#5b6b7f"/>
        <text x="%d" y="95" text-anchor="middle" font-family="monospace" font-size="15">%s</text>
        """
            .formatted(LEFT, WIDTH - LEFT - RIGHT, (WIDTH - RIGHT + LEFT) / 2, operator));
    line(svg, result, 145, scale);
    return svg.append("</svg>\n").toString();
  }

  private static void line(StringBuilder svg, Timeline line, int y, double scale) {
    svg.append(
        """
        <path d="M%d %d H%d l-8 -4 m8 4 l-8 4" stroke="#333" fill="none"/>
        """
            .formatted(LEFT, y, WIDTH - 15));
    for (Timeline.Marble marble : line.marbles()) {
      double x = LEFT + marble.at() * scale;
      double width = Math.max(2 * RADIUS, marble.text().length() * 8 + 12);
      svg.append(
          String.format(
              Locale.ROOT,
              """
              <rect x="%.1f" y="%d" width="%.1f" height="%d" rx="%d" fill="#cfe3ff" stroke="#2f6fc0"/>
              <text x="%.1f" y="%d" text-anchor="middle">%s</text>
              <text x="%.1f" y="%d" text-anchor="middle" font-size="10" fill="#666">%d</text>
              """,
              x - width / 2,
              y - RADIUS,
              width,
              2 * RADIUS,
              RADIUS,
              x,
              y + 4,
              marble.text(),
              x,
              y + RADIUS + 14,
              marble.at()));
    }
    double x = LEFT + line.end() * scale;
    String end = line.failed() ? "M%1$.1f %2$d l12 -24 m-12 0 l12 24" : "M%1$.1f %2$d v-24";
    svg.append(
        String.format(
            Locale.ROOT,
            "<path d=\"" + end + "\" stroke=\"%3$s\" stroke-width=\"2\" fill=\"none\"/>\n",
            x,
            y + 12,
            line.failed() ? "#c0392b" : "#333"));
  }
}
