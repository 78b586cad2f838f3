/// What a step does to Redis, in one atomic script: it writes only if the rows are still those that the step has read,
/// and if every limit still has the room that the step saw.
///
/// The decision itself was made before, by the same code as for every other store. So this script knows nothing of jobs;
/// it compares, counts and writes.
enum RedisScript {
    /// `KEYS`: the rows that were read, then one for each change of counters.
    ///
    /// `ARGV`: how many rows; for each row its old value ("" for none), its new one ("" to leave it), and milliseconds to
    /// live; for each change milliseconds to live, how many fields (-1: all go), and for each of them name, kind and three
    /// numbers. What goes expires at once: a user who has the rights of docs/admission.md may not `DEL`.
    ///
    /// Answers 1, or 0 if something changed meanwhile; then nothing was written.
    static let commit = """
        local rows = tonumber(ARGV[1])
        local at = 2
        for i = 1, rows do
          if (redis.call('GET', KEYS[i]) or '') ~= ARGV[at] then return 0 end
          at = at + 3
        end
        local counters, lives, gone = {}, {}, {}
        for i = rows + 1, #KEYS do
          local key = KEYS[i]
          local fields = counters[key] or {}
          counters[key] = fields
          lives[key] = math.max(lives[key] or 0, tonumber(ARGV[at]))
          local count = tonumber(ARGV[at + 1])
          at = at + 2
          if count < 0 then gone[#gone + 1] = key end
          for _ = 1, count do
            local field, kind, a = ARGV[at], ARGV[at + 1], tonumber(ARGV[at + 2])
            local by, ceiling = tonumber(ARGV[at + 3]), tonumber(ARGV[at + 4])
            at = at + 5
            local stored = fields[field]
            if stored == nil then stored = tonumber(redis.call('HGET', key, field)) end
            if kind == 'take' then
              if not stored or stored < a or stored > ceiling + 60000000 then stored = a end
              stored = math.min(stored, ceiling) + by
              if stored > ceiling then return 0 end
            elseif kind == 'add' then
              stored = (stored or 0) + a
            elseif kind == 'set' then
              stored = a
            else
              stored = false
            end
            fields[field] = stored
          end
        end
        at = 2
        for i = 1, rows do
          if ARGV[at + 1] ~= '' then redis.call('SET', KEYS[i], ARGV[at + 1], 'PX', ARGV[at + 2]) end
          at = at + 3
        end
        for _, key in ipairs(gone) do redis.call('PEXPIRE', key, 0) end
        for key, fields in pairs(counters) do
          for field, value in pairs(fields) do
            if value then
              redis.call('HSET', key, field, string.format('%.0f', value))
            else
              redis.call('HDEL', key, field)
            end
          end
          if redis.call('PTTL', key) < lives[key] then redis.call('PEXPIRE', key, lives[key]) end
        end
        return 1
        """

    /// The script's SHA-1, by which Redis knows it once it has seen it.
    static let commitHash = "3716aa1c2302e9d808bff87ab2c9aaa13a39cf81"
}
