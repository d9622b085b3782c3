-- For wrk: sends the heads that the file REQUESTS names has, one after the other, each thread from a place of its own, and again
-- from the beginning; without REQUESTS the one request of the URL. Says at the end what processor time wrk has taken itself.
local heads, next_head = {}, 0
local file = os.getenv('REQUESTS')

local threads = 0
function setup(thread)
  thread:set('number', threads)
  threads = threads + 1
end

if file then
  local all = assert(io.open(file, 'rb')):read('*a')
  local from = 1
  while true do
    local _, to = all:find('\r\n\r\n', from, true)
    if not to then break end
    heads[#heads + 1] = all:sub(from, to)
    from = to + 1
  end
  assert(#heads > 0, file .. ' has no request')

  function init()
    next_head = math.floor(#heads / 3) * (number or 0) % #heads
  end

  function request()
    next_head = next_head % #heads + 1
    return heads[next_head]
  end
end

function done()
  io.write(string.format('Processor time: %.3f s\n', os.clock()))
end
