// Makes a number that libphonenumber cannot bear: who parses one that ends as $POISON does is gone at once, as by a fault
// of the library. Loaded before it.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

// libstdc++'s std::string begins so.
struct string {
    const char *text;
    size_t length;
};

typedef int parse(const void *util, const struct string *number, const struct string *region, void *parsed);

#define PARSE                                                                                                          \
    "_ZNK4i18n12phonenumbers15PhoneNumberUtil5ParseERKNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEES9_"         \
    "PNS0_11PhoneNumberE"

parse poisoned __asm__(PARSE);

int poisoned(const void *util, const struct string *number, const struct string *region, void *parsed) {
    const char *end = getenv("POISON");
    size_t length = end ? strlen(end) : 0;
    if (length && number->length >= length && !memcmp(number->text + number->length - length, end, length)) abort();
    return ((parse *)dlsym(RTLD_NEXT, PARSE))(util, number, region, parsed);
}
