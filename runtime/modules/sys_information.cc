// What sys tells about the implementation, the machine and the program: constants and their
// structured forms.
#include <cfloat>
#include <climits>

#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/collection/set.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/module_table.h"
#include "runtime/modules/sys_module.h"
#include "runtime/number/int.h"
#include "runtime/object/errors.h"
#include "runtime/object/module.h"
#include "runtime/object/operations.h"
#include "runtime/object/struct_sequence.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

constexpr int kMajor = 3, kMinor = 11, kMicro = 2;
constexpr int64_t kHexVersion = kMajor << 24 | kMinor << 16 | kMicro << 8 | 0xF0;

Value Text(Isolate* iso, const char* text) { return Value::Object(Str::Intern(iso, text)); }

constexpr NativeProperty kVersionFields[] = {{"major", StructField<0>},
                                             {"minor", StructField<1>},
                                             {"micro", StructField<2>},
                                             {"releaselevel", StructField<3>},
                                             {"serial", StructField<4>}};
constexpr NativeProperty kFlagFields[] = {{"debug", StructField<0>},
                                          {"inspect", StructField<1>},
                                          {"interactive", StructField<2>},
                                          {"optimize", StructField<3>},
                                          {"dont_write_bytecode", StructField<4>},
                                          {"no_user_site", StructField<5>},
                                          {"no_site", StructField<6>},
                                          {"ignore_environment", StructField<7>},
                                          {"verbose", StructField<8>},
                                          {"bytes_warning", StructField<9>},
                                          {"quiet", StructField<10>},
                                          {"hash_randomization", StructField<11>},
                                          {"isolated", StructField<12>},
                                          {"dev_mode", StructField<13>},
                                          {"utf8_mode", StructField<14>},
                                          {"warn_default_encoding", StructField<15>},
                                          {"safe_path", StructField<16>},
                                          {"int_max_str_digits", StructField<17>}};
constexpr NativeProperty kFloatInfoFields[] = {
    {"max", StructField<0>},   {"max_exp", StructField<1>},  {"max_10_exp", StructField<2>},
    {"min", StructField<3>},   {"min_exp", StructField<4>},  {"min_10_exp", StructField<5>},
    {"dig", StructField<6>},   {"mant_dig", StructField<7>}, {"epsilon", StructField<8>},
    {"radix", StructField<9>}, {"rounds", StructField<10>}};
constexpr NativeProperty kIntInfoFields[] = {{"bits_per_digit", StructField<0>},
                                             {"sizeof_digit", StructField<1>},
                                             {"default_max_str_digits", StructField<2>},
                                             {"str_digits_check_threshold", StructField<3>}};
constexpr NativeProperty kHashFields[] = {
    {"width", StructField<0>},     {"modulus", StructField<1>},   {"inf", StructField<2>},
    {"nan", StructField<3>},       {"imag", StructField<4>},      {"algorithm", StructField<5>},
    {"hash_bits", StructField<6>}, {"seed_bits", StructField<7>}, {"cutoff", StructField<8>}};
constexpr NativeProperty kThreadFields[] = {
    {"name", StructField<0>}, {"lock", StructField<1>}, {"version", StructField<2>}};

#define KRAIT_SYS_STRUCTURE(Name, name_text)                                \
  constexpr TypeSpec k##Name##TypeSpec = {.name = "sys." name_text,         \
                                          .module = "sys",                  \
                                          .kind = ObjectKind::kTuple,       \
                                          .base = &kStructSequenceTypeSpec, \
                                          .properties = k##Name##Fields,    \
                                          .flags = kStructSequenceFlags | kNotCallable};
KRAIT_SYS_STRUCTURE(Version, "version_info")
KRAIT_SYS_STRUCTURE(Flag, "flags")
KRAIT_SYS_STRUCTURE(FloatInfo, "float_info")
KRAIT_SYS_STRUCTURE(IntInfo, "int_info")
KRAIT_SYS_STRUCTURE(Hash, "hash_info")
KRAIT_SYS_STRUCTURE(Thread, "thread_info")
#undef KRAIT_SYS_STRUCTURE

// A structured constant: its type exists for this one object.
Value Structure(Isolate* iso, const TypeSpec& spec, std::span<const Value> values) {
  const int count = static_cast<int>(values.size());
  KRAIT_TRY(Type*, type, AddStructSequenceType(iso, nullptr, &spec, count));
  return Value::Object(NewStructSequence(iso, type, values, count));
}

bool AddVersion(Isolate* iso, Module* sys) {
  const Value version[] = {Value::Int(kMajor), Value::Int(kMinor), Value::Int(kMicro),
                           Text(iso, "final"), Value::Int(0)};
  KRAIT_TRY(Value, info, Structure(iso, kVersionTypeSpec, version));
  KRAIT_TRY(Value, implementation,
            Call(iso, Value::Object(iso->type(ObjectKind::kSimpleNamespace)), {}));
  const struct {
    const char* name;
    Value v;
  } attributes[] = {{"name", Text(iso, "krait")},
                    {"cache_tag", Value::None()},
                    {"version", info},
                    {"hexversion", Value::Int(kHexVersion)},
                    {"_multiarch", Text(iso, "x86_64-linux-gnu")}};
  for (const auto& attribute : attributes) {
    KRAIT_CHECK_OK(SetAttr(iso, implementation, Str::Intern(iso, attribute.name), attribute.v));
  }
  return SetModuleAttribute(iso, sys, "version_info", info) &&
         SetModuleAttribute(iso, sys, "implementation", implementation) &&
         SetModuleAttribute(iso, sys, "hexversion", Value::Int(kHexVersion)) &&
         SetModuleAttribute(iso, sys, "version",
                            Text(iso, "3.11.2 (Krait 0.1, " __DATE__ ") [GCC " __VERSION__ "]"));
}

bool AddFlags(Isolate* iso, Module* sys, const ProgramOptions& options) {
  const Value zero = Value::Int(0);
  const Value flags[] = {zero,
                         zero,
                         Value::Int(options.interactive),
                         Value::Int(options.optimize),
                         Value::Int(1),
                         Value::Int(options.isolated),
                         Value::Int(options.no_site),
                         Value::Int(options.ignore_environment),
                         zero,
                         zero,
                         zero,
                         Value::Int(1),
                         Value::Int(options.isolated),
                         Value::False(),
                         zero,
                         zero,
                         Value::Bool(options.isolated),
                         Value::Int(iso->int_max_str_digits())};
  KRAIT_TRY(Value, v, Structure(iso, kFlagTypeSpec, flags));
  return SetModuleAttribute(iso, sys, "flags", v);
}

bool AddNumberInformation(Isolate* iso, Module* sys) {
  const Value floats[] = {Value::Double(DBL_MAX),
                          Value::Int(DBL_MAX_EXP),
                          Value::Int(DBL_MAX_10_EXP),
                          Value::Double(DBL_MIN),
                          Value::Int(DBL_MIN_EXP),
                          Value::Int(DBL_MIN_10_EXP),
                          Value::Int(DBL_DIG),
                          Value::Int(DBL_MANT_DIG),
                          Value::Double(DBL_EPSILON),
                          Value::Int(FLT_RADIX),
                          Value::Int(1)};
  const Value ints[] = {Value::Int(30), Value::Int(4), Value::Int(4300), Value::Int(640)};
  KRAIT_TRY(Value, modulus, IntFromInt64(iso, (int64_t{1} << 61) - 1));
  const Value hashes[] = {Value::Int(64),      modulus,
                          Value::Int(314159),  Value::Int(0),
                          Value::Int(1000003), Text(iso, "siphash13"),
                          Value::Int(64),      Value::Int(128),
                          Value::Int(0)};
  const Value threads[] = {Text(iso, "pthread"), Text(iso, "semaphore"), Text(iso, "NPTL 2.36")};
  KRAIT_TRY(Value, float_info, Structure(iso, kFloatInfoTypeSpec, floats));
  KRAIT_TRY(Value, int_info, Structure(iso, kIntInfoTypeSpec, ints));
  KRAIT_TRY(Value, hash_info, Structure(iso, kHashTypeSpec, hashes));
  KRAIT_TRY(Value, thread_info, Structure(iso, kThreadTypeSpec, threads));
  KRAIT_TRY(Value, max_size, IntFromInt64(iso, INT64_MAX));
  return SetModuleAttribute(iso, sys, "float_info", float_info) &&
         SetModuleAttribute(iso, sys, "int_info", int_info) &&
         SetModuleAttribute(iso, sys, "hash_info", hash_info) &&
         SetModuleAttribute(iso, sys, "thread_info", thread_info) &&
         SetModuleAttribute(iso, sys, "maxsize", max_size) &&
         SetModuleAttribute(iso, sys, "maxunicode", Value::Int(0x10FFFF)) &&
         SetModuleAttribute(iso, sys, "float_repr_style", Text(iso, "short"));
}

bool AddNames(Isolate* iso, Module* sys, const ProgramOptions& options) {
  const struct {
    const char* name;
    const char* text;
  } texts[] = {{"platform", "linux"},
               {"byteorder", "little"},
               {"prefix", "/usr"},
               {"exec_prefix", "/usr"},
               {"base_prefix", "/usr"},
               {"base_exec_prefix", "/usr"},
               {"platlibdir", "lib"},
               {"abiflags", ""},
               {"copyright", "Copyright (c) the Krait authors. Apache License 2.0."},
               {"_git", ""},
               {"pycache_prefix", nullptr}};
  for (const auto& entry : texts) {
    const Value v = entry.text != nullptr ? Text(iso, entry.text) : Value::None();
    KRAIT_CHECK_OK(SetModuleAttribute(iso, sys, entry.name, v));
  }
  List* names = List::New(iso);
  for (const char* name : NativeModuleNames()) {
    KRAIT_CHECK_OK(names->Append(iso, Text(iso, name)));
  }
  for (const char* name : {"builtins", "sys"}) KRAIT_CHECK_OK(names->Append(iso, Text(iso, name)));
  KRAIT_TRY(Str*, executable, Str::NewLossy(iso, options.executable));
  return SetModuleAttribute(iso, sys, "executable", Value::Object(executable)) &&
         SetModuleAttribute(iso, sys, "_base_executable", Value::Object(executable)) &&
         SetModuleAttribute(iso, sys, "builtin_module_names",
                            Value::Object(Tuple::From(iso, names->view()))) &&
         SetModuleAttribute(iso, sys, "stdlib_module_names", Value::Object(Set::NewFrozen(iso))) &&
         SetModuleAttribute(iso, sys, "_xoptions", Value::Object(Dict::New(iso))) &&
         SetModuleAttribute(iso, sys, "dont_write_bytecode", Value::True()) &&
         SetModuleAttribute(iso, sys, "api_version", Value::Int(1013)) &&
         SetModuleAttribute(iso, sys, "orig_argv", iso->sys_attribute("argv"));
}

}  // namespace

bool AddSysInformation(Isolate* iso, Module* sys, const ProgramOptions& options) {
  return AddVersion(iso, sys) && AddFlags(iso, sys, options) && AddNumberInformation(iso, sys) &&
         AddNames(iso, sys, options);
}

}  // namespace krait
