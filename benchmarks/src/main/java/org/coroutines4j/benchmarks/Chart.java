package org.coroutines4j.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** A bar chart: for each workload, the time of coroutines4j divided by that of its best peer. */
final class Chart {
  private final List<String> workloads = new ArrayList<>();
  private final List<Double> ratios = new ArrayList<>();

  private Chart() {}

  static Chart of(List<Measured> measured) {
    Chart chart = new Chart();
    ResultsPage.byWorkload(measured)
        .forEach(
            (workload, peers) -> {
              double ratio = ResultsPage.ours(peers) / ResultsPage.best(peers);
              if (!Double.isNaN(ratio)) {
                chart.workloads.add(workload);
                chart.ratios.add(ratio);
              }
            });
    return chart;
  }

  void write(Path file) throws IOException {
    if (workloads.isEmpty()) {
      return;
    }
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(1000)
            .height(560)
            .title("coroutines4j: time divided by that of the best peer (below 1 is faster)")
            .yAxisTitle("ratio")
            .build();
    chart.getStyler().setLegendPosition(LegendPosition.InsideNW).setLegendVisible(false);
    chart.getStyler().setXAxisLabelRotation(60);
    chart.getStyler().setYAxisLogarithmic(true); // some ratios are far from the rest
    // Otherwise the bars would begin at 0, which a logarithmic axis cannot show.
    chart.getStyler().setYAxisMin(Math.min(0.1, Collections.min(ratios)));
    chart.getStyler().setLabelsVisible(true).setDecimalPattern("0.##");
    chart.addSeries("coroutines4j", workloads, ratios);
    BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
  }
}
