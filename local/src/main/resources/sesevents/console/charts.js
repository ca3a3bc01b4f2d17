/* Draws each chart of the page from the JSON beside it. Colours are those of the style sheet. */
(function () {
    "use strict";

    const dark = window.matchMedia("(prefers-color-scheme: dark)");
    const drawn = [];

    function colour(name) {
        return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    }

    function number(value, unit) {
        return value === null || value === undefined
            ? "–"
            : value.toLocaleString("en-US") + (unit ? " " + unit : "");
    }

    function series(one, chart) {
        const isBars = chart.kind === "bars";
        return {
            name: one.name,
            type: isBars ? "bar" : "line",
            stack: isBars ? "all" : undefined,
            barMaxWidth: 48,
            showSymbol: chart.labels.length < 2,
            symbolSize: 6,
            lineStyle: {width: 2},
            connectNulls: false,
            itemStyle: {color: colour("--chart-" + one.tone)},
            data: one.values
        };
    }

    function limits(chart) {
        return {
            silent: true,
            symbol: "none",
            lineStyle: {color: colour("--bad"), type: "dashed"},
            label: {
                color: colour("--bad"),
                formatter: line => number(line.value, chart.unit),
                position: "insideEndTop"
            },
            data: chart.limits.map(limit => ({yAxis: limit}))
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
            grid: {left: 8, right: 40, top: 40, bottom: 8, containLabel: true},
            legend: {type: "scroll", left: 0, top: 0, itemWidth: 14, itemHeight: 10, textStyle: text},
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
                boundaryGap: chart.kind === "bars",
                axisLabel: text,
                axisTick: {show: false},
                axisLine: {lineStyle: {color: colour("--line")}}
            },
            yAxis: {
                type: "value",
                axisLabel: {...text, formatter: value => number(value, chart.unit)},
                splitLine: {lineStyle: {color: colour("--line")}},
                max: chart.limits.length > 0
                    ? range => Math.max(range.max, Math.max(...chart.limits) * 1.1)
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
