/* Draws each chart of the page from the JSON beside it. Colours are those of the style sheet. */
(function () {
    "use strict";

    const dark = window.matchMedia("(prefers-color-scheme: dark)");
    const drawn = [];
    const FEW = 14; // So few points are drawn as points, too.

    function colour(name) {
        return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    }

    function number(value, unit) {
        if (value === null || value === undefined) {
            return "–";
        }
        if (unit === "s") {
            return duration(value);
        }
        return value.toLocaleString("en-US") + (unit ? " " + unit : "");
    }

    function duration(seconds) {
        const steps = [[172800, 86400, "days"], [7200, 3600, "h"], [120, 60, "min"], [0, 1, "s"]];
        const [, size, unit] = steps.find(([from]) => seconds >= from);
        return (seconds / size).toLocaleString("en-US", {maximumSignificantDigits: 2}) + " " + unit;
    }

    function series(one, chart) {
        const isBars = chart.kind === "bars";
        return {
            name: one.name,
            type: isBars ? "bar" : "line",
            stack: isBars ? "all" : undefined,
            barMaxWidth: 48,
            showSymbol: chart.labels.length <= FEW,
            symbol: "circle",
            symbolSize: 7,
            lineStyle: {width: 2},
            connectNulls: false,
            itemStyle: {color: colour("--chart-" + one.tone)},
            data: chart.unit === "s" ? one.values.map(atLeastATenth) : one.values
        };
    }

    /** A logarithm has no zero. */
    function atLeastATenth(value) {
        return value === null ? null : Math.max(value, 0.1);
    }

    function limits(chart) {
        return {
            silent: true,
            symbol: "none",
            lineStyle: {color: colour("--bad"), type: "dashed"},
            label: {
                color: colour("--bad"),
                formatter: line => line.name + " " + number(line.value, chart.unit),
                position: "insideEndTop"
            },
            data: chart.limits.map(limit => ({name: limit.name, yAxis: limit.value}))
        };
    }

    function option(chart) {
        const text = {color: colour("--muted")};
        const all = chart.series.map(one => series(one, chart));
        if (chart.limits.length > 0 && all.length > 0) {
            all[0].markLine = limits(chart);
        }
        return {
            animation: false,
            textStyle: {fontFamily: getComputedStyle(document.body).fontFamily},
            grid: {left: 4, right: chart.kind === "bars" ? 4 : 36, top: all.length > 1 ? 36 : 12, bottom: 4, containLabel: true},
            legend: {show: all.length > 1, type: "scroll", left: 0, top: 0, itemWidth: 14, itemHeight: 10, textStyle: text},
            tooltip: {
                trigger: "axis",
                renderMode: "richText",
                confine: true,
                backgroundColor: colour("--surface"),
                borderColor: colour("--line"),
                textStyle: {color: colour("--text")},
                valueFormatter: value => number(value, chart.unit)
            },
            xAxis: {
                type: "category",
                data: chart.labels,
                boundaryGap: chart.kind === "bars" || chart.labels.length <= FEW,
                axisLabel: text,
                axisTick: {show: false},
                axisLine: {lineStyle: {color: colour("--line")}}
            },
            // Most mail takes a second, some takes hours: only a logarithm shows both.
            yAxis: {
                type: chart.unit === "s" ? "log" : "value",
                axisLabel: {...text, formatter: value => number(value, chart.unit)},
                splitLine: {lineStyle: {color: colour("--line")}},
                max: chart.limits.length > 0
                    ? range => Math.max(range.max, Math.max(...chart.limits.map(limit => limit.value)) * 1.2)
                    : null
            },
            series: all
        };
    }

    function draw(script) {
        const chart = JSON.parse(script.textContent);
        const place = document.getElementById(script.dataset.chart);
        const drawing = echarts.init(place, null, {renderer: "canvas"});
        drawing.setOption(option(chart));
        drawn.push({chart, drawing});
    }

    document.querySelectorAll("script[data-chart]").forEach(draw);
    window.addEventListener("resize", () => drawn.forEach(one => one.drawing.resize()));
    dark.addEventListener("change", () =>
        drawn.forEach(one => one.drawing.setOption(option(one.chart), true)));
})();
