#include "CPhoneNumber.h"

#include <phonenumbers/phonenumberutil.h>

#include <cstring>
#include <exception>
#include <string>

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

static codebode_phone_type type_of(PhoneNumberUtil::PhoneNumberType type) {
    switch (type) {
    case PhoneNumberUtil::MOBILE:
        return codebode_phone_mobile;
    case PhoneNumberUtil::FIXED_LINE:
        return codebode_phone_fixed;
    case PhoneNumberUtil::FIXED_LINE_OR_MOBILE:
        return codebode_phone_fixed_or_mobile;
    case PhoneNumberUtil::PREMIUM_RATE:
        return codebode_phone_premium;
    case PhoneNumberUtil::SHARED_COST:
        return codebode_phone_shared_cost;
    default:
        return codebode_phone_other;
    }
}

static void copy(const std::string &from, char *to, size_t size) {
    const size_t count = from.size() < size ? from.size() : size - 1;
    std::memcpy(to, from.data(), count);
    to[count] = '\0';
}

// Most numbers by far are Dutch mobile ones in E.164. They need no parser, and asking for the type of one costs as much
// as the rest of a job's reading. That the library says the same of these ranges is tested for each of them.
static bool is_dutch_mobile(const std::string &text) {
    static const std::string start = "+316";
    return text.size() == 12 && text.compare(0, start.size(), start) == 0 &&
           text.find_first_not_of("0123456789", 1) == std::string::npos &&
           std::strchr("123458", text[4]) != nullptr;
}

codebode_phone_status codebode_phone_parse(const char *text, size_t length, const char *region, codebode_phone *out) {
    try {
        const std::string given(text, length);
        if (is_dutch_mobile(given)) {
            copy(given, out->e164, sizeof out->e164);
            copy("NL", out->region, sizeof out->region);
            out->type = codebode_phone_mobile;
            return codebode_phone_ok;
        }
        const PhoneNumberUtil &util = *PhoneNumberUtil::GetInstance();
        PhoneNumber number;
        if (util.Parse(given, region, &number) != PhoneNumberUtil::NO_PARSING_ERROR) {
            return codebode_phone_not_a_number;
        }
        if (number.has_extension()) {
            return codebode_phone_has_extension;
        }
        // Of no type is a number that is not valid, so one look tells both (IsValidNumber asks for the type, too).
        const PhoneNumberUtil::PhoneNumberType type = util.GetNumberType(number);
        if (type == PhoneNumberUtil::UNKNOWN) {
            return codebode_phone_not_in_use;
        }
        std::string e164, code;
        util.Format(number, PhoneNumberUtil::E164, &e164);
        if (e164.size() > 16) {
            return codebode_phone_not_in_use; // E.164 ends at fifteen digits, where libphonenumber grants Germany more
        }
        util.GetRegionCodeForNumber(number, &code);
        copy(e164, out->e164, sizeof out->e164);
        copy(code, out->region, sizeof out->region);
        out->type = type_of(type);
        return codebode_phone_ok;
    } catch (const std::exception &) {
        return codebode_phone_not_a_number; // out of memory, in practice
    }
}
