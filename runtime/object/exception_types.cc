// The TypeSpecs of the built-in exception classes, made from exception_table.h: most add nothing to
// their base, the others' tables stand here.
#include "runtime/object/exception_types.h"

#include <span>

#include "runtime/isolate.h"
#include "runtime/object/exception_methods.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/type.h"

namespace krait {
namespace {

struct Members {
  std::span<const NativeMethod> methods = {};
  std::span<const NativeProperty> properties = {};
};

#define KRAIT_FIELD(name, index) \
  { name, GetField<index>, SetField<index>, nullptr, kMember }
#define KRAIT_NEW \
  { "__new__", BaseExceptionNew, "($cls, /, *args, **kwargs)", kConstructor }
constexpr char kAnyArguments[] = "($self, /, *args, **kwargs)";

constexpr NativeMethod kPlainMethods[] = {
    KRAIT_NEW,
    {"__init__", BaseExceptionInit, kAnyArguments},
};

constexpr NativeMethod kStopIterationMethods[] = {KRAIT_NEW, {"__init__", StopIterationInit, kAnyArguments}};
constexpr NativeProperty kStopIterationProperties[] = {
    KRAIT_FIELD("value", StopIterationField::kValue)};

constexpr NativeMethod kSystemExitMethods[] = {KRAIT_NEW, {"__init__", SystemExitInit, kAnyArguments}};
constexpr NativeProperty kSystemExitProperties[] = {KRAIT_FIELD("code", SystemExitField::kCode)};

constexpr NativeMethod kKeyErrorMethods[] = {
    KRAIT_NEW,
    {"__init__", BaseExceptionInit, kAnyArguments},
    {"__str__", KeyErrorStr, "($self, /)"},
};

constexpr NativeMethod kAttributeErrorMethods[] = {
    KRAIT_NEW,
    {"__init__", AttributeErrorInit, "($self, /, *args, name=None, obj=None)"}};
constexpr NativeProperty kAttributeErrorProperties[] = {
    KRAIT_FIELD("name", AttributeErrorField::kName), KRAIT_FIELD("obj", AttributeErrorField::kObj)};

constexpr NativeMethod kNameErrorMethods[] = {
    KRAIT_NEW,
    {"__init__", NameErrorInit, "($self, /, *args, name=None)"}};
constexpr NativeProperty kNameErrorProperties[] = {KRAIT_FIELD("name", NameErrorField::kName)};

constexpr NativeMethod kImportErrorMethods[] = {
    KRAIT_NEW,
    {"__init__", ImportErrorInit, "($self, /, *args, name=None, path=None)"},
    {"__str__", ImportErrorStr, "($self, /)"},
    {"__reduce__", ImportErrorReduce, "($self, /)"},
};
constexpr NativeProperty kImportErrorProperties[] = {
    KRAIT_FIELD("msg", ImportErrorField::kMsg),
    KRAIT_FIELD("name", ImportErrorField::kName),
    KRAIT_FIELD("path", ImportErrorField::kPath),
};

constexpr NativeMethod kOSErrorMethods[] = {
    {"__new__", OSErrorNew, "($cls, /, *args, **kwargs)", kConstructor},
    {"__init__", OSErrorInit, kAnyArguments},
    {"__str__", OSErrorStr, "($self, /)"},
    {"__reduce__", OSErrorReduce, "($self, /)"},
};
constexpr NativeProperty kOSErrorProperties[] = {
    KRAIT_FIELD("errno", OSErrorField::kErrno),
    KRAIT_FIELD("strerror", OSErrorField::kStrerror),
    KRAIT_FIELD("filename", OSErrorField::kFilename),
    KRAIT_FIELD("filename2", OSErrorField::kFilename2),
    {"characters_written", GetCharactersWritten, SetCharactersWritten},
};

constexpr NativeMethod kSyntaxErrorMethods[] = {
    KRAIT_NEW,
    {"__init__", SyntaxErrorInit, kAnyArguments},
    {"__str__", SyntaxErrorStr, "($self, /)"},
};
constexpr NativeProperty kSyntaxErrorProperties[] = {
    KRAIT_FIELD("msg", SyntaxErrorField::kMsg),
    KRAIT_FIELD("filename", SyntaxErrorField::kFilename),
    KRAIT_FIELD("lineno", SyntaxErrorField::kLineno),
    KRAIT_FIELD("offset", SyntaxErrorField::kOffset),
    KRAIT_FIELD("text", SyntaxErrorField::kText),
    KRAIT_FIELD("end_lineno", SyntaxErrorField::kEndLineno),
    KRAIT_FIELD("end_offset", SyntaxErrorField::kEndOffset),
    KRAIT_FIELD("print_file_and_line", SyntaxErrorField::kPrintFileAndLine),
};

constexpr NativeProperty kUnicodeErrorProperties[] = {
    KRAIT_FIELD("encoding", UnicodeErrorField::kEncoding),
    KRAIT_FIELD("object", UnicodeErrorField::kObject),
    KRAIT_FIELD("start", UnicodeErrorField::kStart),
    KRAIT_FIELD("end", UnicodeErrorField::kEnd),
    KRAIT_FIELD("reason", UnicodeErrorField::kReason),
};
constexpr NativeMethod kUnicodeDecodeErrorMethods[] = {
    KRAIT_NEW,
    {"__init__", UnicodeDecodeErrorInit, kAnyArguments},
    {"__str__", UnicodeDecodeErrorStr, "($self, /)"},
};
constexpr NativeMethod kUnicodeEncodeErrorMethods[] = {
    KRAIT_NEW,
    {"__init__", UnicodeEncodeErrorInit, kAnyArguments},
    {"__str__", UnicodeEncodeErrorStr, "($self, /)"},
};
constexpr NativeMethod kUnicodeTranslateErrorMethods[] = {
    KRAIT_NEW,
    {"__init__", UnicodeTranslateErrorInit, kAnyArguments},
    {"__str__", UnicodeTranslateErrorStr, "($self, /)"},
};

constexpr NativeMethod kGroupMethods[] = {
    {"__new__", GroupNew, "($cls, /, *args, **kwargs)", kConstructor},
    {"__init__", GroupInit, kAnyArguments},
    {"__str__", GroupStr, "($self, /)"},
    {"derive", GroupDerive, "($self, excs, /)"},
    {"split", GroupSplit, "($self, matcher, /)"},
    {"subgroup", GroupSubgroup, "($self, matcher, /)"},
    {"__class_getitem__", GroupClassItem, "($cls, item, /)", kClassMethod},
};
constexpr NativeProperty kGroupProperties[] = {
    {"message", GetField<GroupField::kMessage>, nullptr, "exception message", kMember},
    {"exceptions", GetField<GroupField::kExceptions>, nullptr, "nested exceptions", kMember},
};

// Subclasses that only have another name define these two again, as CPython's do.
constexpr NativeMethod kOSErrorSubclassMethods[] = {
    {"__new__", OSErrorNew, "($cls, /, *args, **kwargs)", kConstructor},
    {"__init__", OSErrorInit, kAnyArguments},
};
constexpr NativeMethod kImportErrorSubclassMethods[] = {
    KRAIT_NEW,
    {"__init__", ImportErrorInit, "($self, /, *args, name=None, path=None)"},
};
constexpr NativeMethod kNameErrorSubclassMethods[] = {
    KRAIT_NEW,
    {"__init__", NameErrorInit, "($self, /, *args, name=None)"},
};
constexpr NativeMethod kSyntaxErrorSubclassMethods[] = {
    KRAIT_NEW,
    {"__init__", SyntaxErrorInit, kAnyArguments},
};
#undef KRAIT_NEW
#undef KRAIT_FIELD

constexpr ExceptionLayout kLayouts[] = {
#define KRAIT_LAYOUT(Name, Base, Layout) ExceptionLayout::k##Layout,
    KRAIT_EXCEPTIONS(KRAIT_LAYOUT)
#undef KRAIT_LAYOUT
};

constexpr Members MembersOf(ExceptionId id) {
  switch (id) {
    case ExceptionId::kStopIteration:
      return {kStopIterationMethods, kStopIterationProperties};
    case ExceptionId::kSystemExit:
      return {kSystemExitMethods, kSystemExitProperties};
    case ExceptionId::kKeyError:
      return {kKeyErrorMethods};
    case ExceptionId::kAttributeError:
      return {kAttributeErrorMethods, kAttributeErrorProperties};
    case ExceptionId::kNameError:
      return {kNameErrorMethods, kNameErrorProperties};
    case ExceptionId::kImportError:
      return {kImportErrorMethods, kImportErrorProperties};
    case ExceptionId::kOSError:
      return {kOSErrorMethods, kOSErrorProperties};
    case ExceptionId::kSyntaxError:
      return {kSyntaxErrorMethods, kSyntaxErrorProperties};
    case ExceptionId::kUnicodeDecodeError:
      return {kUnicodeDecodeErrorMethods, kUnicodeErrorProperties};
    case ExceptionId::kUnicodeEncodeError:
      return {kUnicodeEncodeErrorMethods, kUnicodeErrorProperties};
    case ExceptionId::kUnicodeTranslateError:
      return {kUnicodeTranslateErrorMethods, kUnicodeErrorProperties};
    case ExceptionId::kBaseExceptionGroup:
      return {kGroupMethods, kGroupProperties};
    case ExceptionId::kExceptionGroup:
      return {};
    default:
      break;
  }
  switch (kLayouts[static_cast<int>(id)]) {
    case ExceptionLayout::kOS:
      return {kOSErrorSubclassMethods};
    case ExceptionLayout::kImport:
      return {kImportErrorSubclassMethods};
    case ExceptionLayout::kName:
      return {kNameErrorSubclassMethods};
    case ExceptionLayout::kSyntax:
      return {kSyntaxErrorSubclassMethods};
    default:
      return {kPlainMethods};
  }
}

constexpr const char* DocOf(ExceptionId id) {
  switch (id) {
    case ExceptionId::kException:
      return "Common base class for all non-exit exceptions.";
    case ExceptionId::kSystemExit:
      return "Request to exit from the interpreter.";
    case ExceptionId::kKeyboardInterrupt:
      return "Program interrupted by user.";
    case ExceptionId::kGeneratorExit:
      return "Request that a generator exit.";
    case ExceptionId::kStopIteration:
      return "Signal the end from iterator.__next__().";
    case ExceptionId::kStopAsyncIteration:
      return "Signal the end from iterator.__anext__().";
    case ExceptionId::kBaseExceptionGroup:
      return "A combination of multiple unrelated exceptions.";
    case ExceptionId::kArithmeticError:
      return "Base class for arithmetic errors.";
    case ExceptionId::kZeroDivisionError:
      return "Second argument to a division or modulo operation was zero.";
    case ExceptionId::kOverflowError:
      return "Result too large to be represented.";
    case ExceptionId::kAssertionError:
      return "Assertion failed.";
    case ExceptionId::kAttributeError:
      return "Attribute not found.";
    case ExceptionId::kImportError:
      return "Import can't find module, or can't find name in module.";
    case ExceptionId::kModuleNotFoundError:
      return "Module not found.";
    case ExceptionId::kLookupError:
      return "Base class for lookup errors.";
    case ExceptionId::kIndexError:
      return "Sequence index out of range.";
    case ExceptionId::kKeyError:
      return "Mapping key not found.";
    case ExceptionId::kMemoryError:
      return "Out of memory.";
    case ExceptionId::kNameError:
      return "Name not found globally.";
    case ExceptionId::kUnboundLocalError:
      return "Local name referenced but not bound to a value.";
    case ExceptionId::kOSError:
      return "Base class for I/O related errors.";
    case ExceptionId::kFileNotFoundError:
      return "File not found.";
    case ExceptionId::kRuntimeError:
      return "Unspecified run-time error.";
    case ExceptionId::kNotImplementedError:
      return "Method or function hasn't been implemented yet.";
    case ExceptionId::kRecursionError:
      return "Recursion limit exceeded.";
    case ExceptionId::kSyntaxError:
      return "Invalid syntax.";
    case ExceptionId::kIndentationError:
      return "Improper indentation.";
    case ExceptionId::kTabError:
      return "Improper mixture of spaces and tabs.";
    case ExceptionId::kSystemError:
      return "Internal error in the Python interpreter.";
    case ExceptionId::kTypeError:
      return "Inappropriate argument type.";
    case ExceptionId::kValueError:
      return "Inappropriate argument value (of correct type).";
    case ExceptionId::kUnicodeError:
      return "Unicode related error.";
    case ExceptionId::kWarning:
      return "Base class for warning categories.";
    default:
      return nullptr;
  }
}

constexpr TypeSpec MakeSpec(const char* name, ExceptionId id) {
  const Members members = MembersOf(id);
  return {.name = name,
          .kind = ObjectKind::kException,
          .methods = members.methods,
          .properties = members.properties,
          .flags = kSubclassable | kHasDict,
          .doc = DocOf(id)};
}

constexpr TypeSpec kSpecs[] = {
#define KRAIT_SPEC(Name, ...) MakeSpec(#Name, ExceptionId::k##Name),
    KRAIT_EXCEPTIONS(KRAIT_SPEC)
#undef KRAIT_SPEC
};

constexpr ExceptionId kBases[] = {
#define KRAIT_BASE(Name, Base, Layout) ExceptionId::k##Base,
    KRAIT_EXCEPTIONS(KRAIT_BASE)
#undef KRAIT_BASE
};

constexpr int kExtraCounts[] = {
    0,
    SystemExitField::kCount,
    GroupField::kCount,
    StopIterationField::kCount,
    AttributeErrorField::kCount,
    ImportErrorField::kCount,
    NameErrorField::kCount,
    OSErrorField::kCount,
    SyntaxErrorField::kCount,
    UnicodeErrorField::kCount,
};

// The layout of a class by the spec of its closest built-in base.
ExceptionLayout LayoutOfSpec(const TypeSpec* spec) {
  if (spec >= kSpecs && spec < kSpecs + kExceptionCount) return kLayouts[spec - kSpecs];
  return ExceptionLayout::kPlain;
}

}  // namespace

const TypeSpec* ExceptionSpec(ExceptionId id) {
  return id == ExceptionId::kBaseException ? &kExceptionTypeSpec : &kSpecs[static_cast<int>(id)];
}

ExceptionId ExceptionBase(ExceptionId id) { return kBases[static_cast<int>(id)]; }
int ExtraCount(ExceptionLayout layout) { return kExtraCounts[static_cast<int>(layout)]; }

ExceptionLayout ExceptionLayoutOf(const Isolate*, const Type* type) {
  const TypeSpec* spec = type->layout_spec;
  // A native module's own exception class has the layout of its base.
  while (spec != nullptr && spec->base != nullptr && !(spec >= kSpecs && spec < kSpecs + kExceptionCount)) {
    spec = spec->base;
  }
  return LayoutOfSpec(spec);
}

bool AddsExceptionFields(const Isolate* iso, const Type* type, const Type* base) {
  return ExceptionLayoutOf(iso, type) != ExceptionLayoutOf(iso, base);
}

}  // namespace krait
