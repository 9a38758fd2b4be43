// Every C++ object layout of the runtime, declared once: the enum, the tracer table, the built-in
// types and the reserved shape ids are made from this table.
//
//   V(Kind, "python name", Base)      a layout with a Python type of its own
//   INTERNAL(Kind, "debug name")      a layout that script never sees
//
// For each V there is a `const TypeSpec k<Kind>TypeSpec` and for both a `void Trace<Kind>(
// HeapObject*, gc::Marker&)`, defined beside the type's code and declared in kind_table.h. The exact built-in type's instances
// have shape id == kind (see gc/header.h).
#ifndef KRAIT_RUNTIME_OBJECT_KINDS_H_
#define KRAIT_RUNTIME_OBJECT_KINDS_H_

#include <cstdint>

#define KRAIT_OBJECT_KINDS(V, INTERNAL)                                   \
  /* object/ */                                                           \
  V(Object, "object", Object) /* layout Instance: every plain class */    \
  V(Type, "type", Object)                                                 \
  V(Super, "super", Object)                                               \
  V(Property, "property", Object)                                         \
  V(StaticMethod, "staticmethod", Object)                                 \
  V(ClassMethod, "classmethod", Object)                                   \
  V(MappingProxy, "mappingproxy", Object)                                 \
  V(MemberDescriptor, "member_descriptor", Object)                        \
  V(GetSetDescriptor, "getset_descriptor", Object)                        \
  V(MethodDescriptor, "method_descriptor", Object)                        \
  V(WrapperDescriptor, "wrapper_descriptor", Object)                      \
  V(ClassMethodDescriptor, "classmethod_descriptor", Object)              \
  V(MethodWrapper, "method-wrapper", Object)                              \
  V(Function, "function", Object)                                         \
  V(NativeFunction, "builtin_function_or_method", Object)                 \
  V(BoundMethod, "method", Object)                                        \
  V(Cell, "cell", Object)                                                 \
  V(Code, "code", Object)                                                 \
  V(Module, "module", Object)                                             \
  V(Exception, "BaseException", Object)                                   \
  V(Traceback, "traceback", Object)                                       \
  V(Frame, "frame", Object)                                               \
  V(WeakReference, "weakref", Object)                                     \
  V(WeakProxy, "weakproxy", Object)                                       \
  V(WeakCallableProxy, "weakcallableproxy", Object)                       \
  V(SimpleNamespace, "types.SimpleNamespace", Object)                     \
  V(GenericAlias, "types.GenericAlias", Object)                           \
  V(UnionType, "types.UnionType", Object)                                 \
  V(None, "NoneType", Object)                                             \
  V(EllipsisKind, "ellipsis", Object)                                     \
  V(NotImplementedKind, "NotImplementedType", Object)                     \
  /* generators */                                                        \
  V(Generator, "generator", Object)                                       \
  V(Coroutine, "coroutine", Object)                                       \
  V(CoroutineWrapper, "coroutine_wrapper", Object)                        \
  V(AsyncGenerator, "async_generator", Object)                            \
  V(AsyncGeneratorSend, "async_generator_asend", Object)                  \
  V(AsyncGeneratorThrow, "async_generator_athrow", Object)                \
  V(AsyncGeneratorWrappedValue, "async_generator_wrapped_value", Object)  \
  /* number/ */                                                           \
  V(Int, "int", Object)                                                   \
  V(Bool, "bool", Int)                                                    \
  V(Float, "float", Object)                                               \
  V(Complex, "complex", Object)                                           \
  /* text/ */                                                             \
  V(Str, "str", Object)                                                   \
  V(StrIterator, "str_iterator", Object)                                  \
  V(Bytes, "bytes", Object)                                               \
  V(ByteArray, "bytearray", Object)                                       \
  V(BytesIterator, "bytes_iterator", Object)                              \
  V(ByteArrayIterator, "bytearray_iterator", Object)                      \
  V(MemoryView, "memoryview", Object)                                     \
  V(MemoryViewIterator, "memory_iterator", Object)                        \
  /* collection/ */                                                       \
  V(Tuple, "tuple", Object)                                               \
  V(TupleIterator, "tuple_iterator", Object)                              \
  V(List, "list", Object)                                                 \
  V(ListIterator, "list_iterator", Object)                                \
  V(ListReverseIterator, "list_reverseiterator", Object)                  \
  V(Dict, "dict", Object)                                                 \
  V(DictKeys, "dict_keys", Object)                                        \
  V(DictValues, "dict_values", Object)                                    \
  V(DictItems, "dict_items", Object)                                      \
  V(DictKeyIterator, "dict_keyiterator", Object)                          \
  V(DictValueIterator, "dict_valueiterator", Object)                      \
  V(DictItemIterator, "dict_itemiterator", Object)                        \
  V(DictReverseKeyIterator, "dict_reversekeyiterator", Object)            \
  V(DictReverseValueIterator, "dict_reversevalueiterator", Object)        \
  V(DictReverseItemIterator, "dict_reverseitemiterator", Object)          \
  V(Set, "set", Object)                                                   \
  V(FrozenSet, "frozenset", Object)                                       \
  V(SetIterator, "set_iterator", Object)                                  \
  V(Range, "range", Object)                                               \
  V(RangeIterator, "range_iterator", Object)                              \
  V(LongRangeIterator, "longrange_iterator", Object)                      \
  V(Slice, "slice", Object)                                               \
  V(SequenceIterator, "iterator", Object)                                 \
  V(CallableIterator, "callable_iterator", Object)                        \
  V(Enumerate, "enumerate", Object)                                       \
  V(Zip, "zip", Object)                                                   \
  V(Map, "map", Object)                                                   \
  V(Filter, "filter", Object)                                             \
  V(Reversed, "reversed", Object)                                         \
  /* layout for the types of native modules: see runtime/native_type.h */ \
  INTERNAL(NativeInstance, "native instance")                             \
  INTERNAL(Shape, "shape")                                                \
  INTERNAL(PropertyCell, "property cell")                                 \
  INTERNAL(ValueArray, "value array")                                     \
  INTERNAL(RawBytes, "raw bytes")                                         \
  INTERNAL(DictTable, "dict table")                                       \
  INTERNAL(SetTable, "set table")

namespace krait {

enum class ObjectKind : uint8_t {
#define KRAIT_KIND(Kind, ...) k##Kind,
  KRAIT_OBJECT_KINDS(KRAIT_KIND, KRAIT_KIND)
#undef KRAIT_KIND
      kCount,
};

inline constexpr int kObjectKindCount = static_cast<int>(ObjectKind::kCount);
static_assert(kObjectKindCount < 256);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_KINDS_H_
