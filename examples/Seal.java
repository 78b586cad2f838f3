// Seals a job so that only the workers can read it. Needs nothing but Java.
//
//     SEAL_KEY=KID:KEY java Seal.java < job.json
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

public class Seal {
    private static final int TAG_BYTES = 16;

    /** `key`: KID:KEY, as `codebode seal keygen` makes it. The result is published as application/jose. */
    static String seal(byte[] job, String key) throws GeneralSecurityException {
        var parts = key.split(":");
        var secret = new SecretKeySpec(Base64.getUrlDecoder().decode(parts[1]), "AES");
        var header = base64url("""
            {"alg":"dir","enc":"A256GCM","kid":"%s"}""".formatted(parts[0]).getBytes(StandardCharsets.US_ASCII));
        var iv = new byte[12]; // never twice with one key
        new SecureRandom().nextBytes(iv);
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, secret, new GCMParameterSpec(8 * TAG_BYTES, iv));
        cipher.updateAAD(header.getBytes(StandardCharsets.US_ASCII));
        var sealed = cipher.doFinal(job); // the text and its tag
        var end = sealed.length - TAG_BYTES;
        return header + ".." + base64url(iv) + "." + base64url(Arrays.copyOf(sealed, end)) + "."
            + base64url(Arrays.copyOfRange(sealed, end, sealed.length));
    }

    private static String base64url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println(seal(System.in.readAllBytes(), System.getenv("SEAL_KEY")));
    }
}
