-- wrk … -s wrk.lua URL -- METHOD BODY: sends it again and again and prints what came of it as JSON. A
-- "#number" in the body (with its quotes) becomes another number each time, for what is refused twice.
local counted, from

function init(args)
    wrk.method = args[1] or "GET"
    wrk.body = args[2]
    if wrk.body and wrk.body:find('"#number"', 1, true) then
        counted, from = wrk.body, os.time() % 100000 * 1000000
        request = function()
            from = from + 1
            return wrk.format(nil, nil, nil, (counted:gsub('"#number"', string.format("%d", from))))
        end
    end
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        '{"requests":%d,"seconds":%.6f,"bytes":%d,"refused":%d,"broken":%d,"p50":%.3f,"p95":%.3f,"p99":%.3f}\n',
        summary.requests, summary.duration / 1e6, summary.bytes, errors.status,
        errors.connect + errors.read + errors.write + errors.timeout,
        latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000))
end
