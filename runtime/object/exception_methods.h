// The methods and computed attributes of the exception classes that have fields of their own. The
// tables that name them stand in exception_types.cc.
#ifndef KRAIT_RUNTIME_OBJECT_EXCEPTION_METHODS_H_
#define KRAIT_RUNTIME_OBJECT_EXCEPTION_METHODS_H_

#include <cstddef>

#include "gc/value.h"
#include "runtime/isolate.h"
#include "runtime/object/exception.h"

namespace krait {

// exception.cc
Value BaseExceptionNew(Isolate* iso, Value* args, size_t count);
Value BaseExceptionInit(Isolate* iso, Value* args, size_t count);
// exception_constructors.cc
Value StopIterationInit(Isolate* iso, Value* args, size_t count);
Value SystemExitInit(Isolate* iso, Value* args, size_t count);
Value KeyErrorStr(Isolate* iso, Value* args, size_t count);
Value AttributeErrorInit(Isolate* iso, Value* args, size_t count);
Value NameErrorInit(Isolate* iso, Value* args, size_t count);
Value ImportErrorInit(Isolate* iso, Value* args, size_t count);
Value ImportErrorStr(Isolate* iso, Value* args, size_t count);
Value ImportErrorReduce(Isolate* iso, Value* args, size_t count);
// os_error.cc
Value OSErrorNew(Isolate* iso, Value* args, size_t count);
Value OSErrorInit(Isolate* iso, Value* args, size_t count);
Value OSErrorStr(Isolate* iso, Value* args, size_t count);
Value OSErrorReduce(Isolate* iso, Value* args, size_t count);
Value GetCharactersWritten(Isolate* iso, Value self);
bool SetCharactersWritten(Isolate* iso, Value self, Value v);
// syntax_error.cc
Value SyntaxErrorInit(Isolate* iso, Value* args, size_t count);
Value SyntaxErrorStr(Isolate* iso, Value* args, size_t count);
// unicode_error.cc
Value UnicodeDecodeErrorInit(Isolate* iso, Value* args, size_t count);
Value UnicodeEncodeErrorInit(Isolate* iso, Value* args, size_t count);
Value UnicodeTranslateErrorInit(Isolate* iso, Value* args, size_t count);
Value UnicodeDecodeErrorStr(Isolate* iso, Value* args, size_t count);
Value UnicodeEncodeErrorStr(Isolate* iso, Value* args, size_t count);
Value UnicodeTranslateErrorStr(Isolate* iso, Value* args, size_t count);
// exception_group.cc
Value GroupNew(Isolate* iso, Value* args, size_t count);
Value GroupInit(Isolate* iso, Value* args, size_t count);
Value GroupStr(Isolate* iso, Value* args, size_t count);
Value GroupDerive(Isolate* iso, Value* args, size_t count);
Value GroupSplit(Isolate* iso, Value* args, size_t count);
Value GroupSubgroup(Isolate* iso, Value* args, size_t count);
Value GroupClassItem(Isolate* iso, Value* args, size_t count);

// BaseException.__new__ without its arguments: an instance of `type`, with `args`.
Exception* AllocateException(Isolate* iso, Type* type, Tuple* args);

// A field as an attribute: unset reads as None, deleting unsets.
template <int field>
Value GetField(Isolate*, Value self) {
  const Value v = self.As<Exception>()->extra[field];
  return v ? v : Value::None();
}
template <int field>
bool SetField(Isolate* iso, Value self, Value v) {
  SetExceptionField(iso, self.As<Exception>(), field, v);
  return true;
}

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_EXCEPTION_METHODS_H_
