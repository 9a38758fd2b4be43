// Exception objects: the layout behind every class of exception_table.h, and what `raise`,
// `except` and exception groups need of it.
//
// The fields that a family of classes adds (OSError.errno, ImportError.name, ...) stand in `extra`,
// in the order of the enums below; their number is fixed when the object is made. An unset one is
// Empty and reads as None.
#ifndef KRAIT_RUNTIME_OBJECT_EXCEPTION_H_
#define KRAIT_RUNTIME_OBJECT_EXCEPTION_H_

#include <cstdint>

#include "gc/header.h"
#include "gc/value.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception_table.h"
#include "runtime/object/kinds.h"

namespace krait {

class Isolate;
struct List;
struct Str;
struct Traceback;
struct Tuple;
struct Type;

enum class ExceptionLayout : uint8_t {
  kPlain, kSystemExit, kGroup, kStopIteration, kAttribute, kImport, kName, kOS, kSyntax, kUnicode,
};

struct Exception : HeapObject {
  Tuple* args;
  Value context;            // exception or Empty
  Value cause;              // exception or Empty
  Traceback* traceback;     // or null
  HeapObject* attributes;   // attribute word
  bool suppress_context;
  ExceptionLayout layout;
  uint8_t extra_count;
  Value extra[];
};

struct StopIterationField { enum { kValue, kCount }; };
struct SystemExitField { enum { kCode, kCount }; };
struct GroupField { enum { kMessage, kExceptions, kCount }; };
struct AttributeErrorField { enum { kName, kObj, kCount }; };
struct ImportErrorField { enum { kMsg, kName, kPath, kCount }; };
struct NameErrorField { enum { kName, kCount }; };
struct OSErrorField {
  enum { kErrno, kStrerror, kFilename, kFilename2, kCharactersWritten, kCount };
};
struct SyntaxErrorField {
  enum { kMsg, kFilename, kLineno, kOffset, kText, kEndLineno, kEndOffset, kPrintFileAndLine, kCount };
};
struct UnicodeErrorField { enum { kEncoding, kObject, kStart, kEnd, kReason, kCount }; };

inline bool IsException(Value v) {
  return v.IsHeap() && v.AsHeap()->kind == static_cast<uint8_t>(ObjectKind::kException);
}

// A field of an instance; Empty when unset. SetExceptionField runs the barrier.
inline Value ExceptionField(const Exception* e, int field) { return e->extra[field]; }
void SetExceptionField(Isolate* iso, Exception* e, int field, Value v);

// A new instance of a built-in exception class with these args; runs no constructor.
Exception* NewException(Isolate* iso, ExceptionId id, Tuple* args);

// NameError/UnboundLocalError/AttributeError/ImportError with the attributes that suggestions use.
Failure RaiseNameError(Isolate* iso, ExceptionId id, Str* name, std::string_view message);
Failure RaiseAttributeError(Isolate* iso, Value object, Str* name, std::string_view message);
Failure RaiseImportError(Isolate* iso, ExceptionId id, std::string_view message, Value name,
                         Value path);
// StopIteration(value) as a generator's return does; `value` may be a tuple or an exception.
Failure RaiseStopIteration(Isolate* iso, Value value);
// The value of a StopIteration instance (None when unset).
Value StopIterationValue(Value exception);

// `raise exception from cause`. Cause may be None, an instance or a class.
Failure RaiseFrom(Isolate* iso, Value exception, Value cause);
// The bare `raise`: the handled exception again, or RuntimeError "No active exception to reraise".
Failure RaiseCurrent(Isolate* iso);
// Does the exception match the class, or a class of the (nested) tuple? False result with TypeError
// pending when `classes` holds something else.
bool ExceptionMatches(Isolate* iso, Value exception, Value classes, bool* result);
// An instance from what the script raised (instance or class). Empty with TypeError pending.
Value ExceptionFromRaised(Isolate* iso, Value raised);
// TypeError: `called`, an exception class, made an instance of `type`, which is none.
Failure RaiseNotAnException(Isolate* iso, Value called, std::string_view type);

// `except*`: the part of `exception` that matches (None when nothing does) and the rest (or None). A
// naked exception that matches is wrapped in a group.
// A group whose class has a split() of its own is left to it: *split, else Empty.
bool MatchExceptionGroup(Isolate* iso, Value exception, Value classes, Value* match, Value* rest,
                         Value* split);
// After the handlers of `except*`: what goes on, from the original exception and the list of what the
// handlers raised and left over; None when nothing is left.
Value JoinExceptionGroup(Isolate* iso, Value original, List* raised);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_EXCEPTION_H_
