// The TypeSpecs of the built-in exception classes.
#ifndef KRAIT_RUNTIME_OBJECT_EXCEPTION_TYPES_H_
#define KRAIT_RUNTIME_OBJECT_EXCEPTION_TYPES_H_

#include "runtime/native.h"
#include "runtime/object/exception.h"
#include "runtime/object/exception_table.h"

namespace krait {

const TypeSpec* ExceptionSpec(ExceptionId id);
ExceptionId ExceptionBase(ExceptionId id);
// The layout of instances of a class derived from BaseException: that of its closest built-in base.
ExceptionLayout ExceptionLayoutOf(const Isolate* iso, const Type* type);
// Does the built-in exception class have fields that its base has not?
bool AddsExceptionFields(const Isolate* iso, const Type* type, const Type* base);
int ExtraCount(ExceptionLayout layout);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_EXCEPTION_TYPES_H_
