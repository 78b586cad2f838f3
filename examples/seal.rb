# Seals a job so that only the workers can read it. Needs nothing but Ruby's own OpenSSL.
#
#     SEAL_KEY=KID:KEY ruby seal.rb < job.json
require 'json'
require 'openssl'

def base64url(bytes)
  [bytes].pack('m0').tr('+/', '-_').delete('=')
end

# key: KID:KEY, as `codebode seal keygen` makes it. The result is published as application/jose.
def seal(job, key)
  kid, secret = key.split(':')
  header = base64url(JSON.generate(alg: 'dir', enc: 'A256GCM', kid: kid))
  cipher = OpenSSL::Cipher.new('aes-256-gcm').encrypt
  cipher.key = secret.tr('-_', '+/').unpack1('m')
  iv = cipher.random_iv # never twice with one key
  cipher.auth_data = header
  text = cipher.update(JSON.generate(job)) + cipher.final
  "#{header}..#{[iv, text, cipher.auth_tag].map { |part| base64url(part) }.join('.')}"
end

puts seal(JSON.parse($stdin.read), ENV.fetch('SEAL_KEY')) if $PROGRAM_NAME == __FILE__
