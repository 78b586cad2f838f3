// Google's libphonenumber behind a C interface: one number in, E.164 out.
#pragma once
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
    codebode_phone_ok = 0,
    codebode_phone_not_a_number = 1,
    codebode_phone_has_extension = 2,
    codebode_phone_not_in_use = 3, // well formed, but no such range exists
} codebode_phone_status;

typedef enum {
    codebode_phone_mobile = 0,
    codebode_phone_fixed = 1,
    codebode_phone_fixed_or_mobile = 2, // North America: the number does not tell
    codebode_phone_premium = 3,
    codebode_phone_shared_cost = 4,
    codebode_phone_other = 5, // toll free, pager, VoIP, UAN, voicemail, unknown
} codebode_phone_type;

typedef struct {
    char e164[24];  // "+31612345678", NUL-terminated
    char region[8]; // ISO 3166-1 alpha-2, or "001" for satellite and other numbers of no country
    codebode_phone_type type;
} codebode_phone;

// `text` in E.164 or in the national form of `region`; need not be NUL-terminated. Never throws, never aborts.
codebode_phone_status codebode_phone_parse(const char *text, size_t length, const char *region, codebode_phone *out);

#ifdef __cplusplus
}
#endif
