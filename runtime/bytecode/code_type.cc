// The type `code` as script sees it: co_* attributes, equality, replace().
//
// Offsets are given in bytes as CPython does: a word of bytecode is four of them, and
// co_positions() has an item for every two, so that `tb_lasti // 2` indexes it (see
// docs/bytecode.md).

#include <cstdio>
#include <cstring>

#include "runtime/bytecode/code.h"
#include "runtime/bytecode/positions.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/operations.h"
#include "runtime/object/value_array.h"
#include "runtime/text/bytes.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

Code* Self(Value self) { return self.As<Code>(); }

Value Constants(Isolate* iso, Value self) {
  const ValueArray* constants = Self(self)->constants;
  return Value::Object(
      Tuple::From(iso, {constants->slots, static_cast<size_t>(constants->capacity)}));
}

std::string_view RawBytesOf(const void* data, size_t size) {
  return {static_cast<const char*>(data), size};
}

// The bytecode as it was generated: without WIDE-insensitive quickening.
std::vector<Word> GenericWords(const Code* code) {
  std::vector<Word> words = code->body->words;
  for (size_t at = 0; at < words.size();) {
    const OpInfo& info = InfoOf(OpOf(words[at]));
    if (info.format[3] == 'S') {
      const Op op = code->body->descriptors[words[at + 1]].op;
      words[at] = (words[at] & ~Word{0xFF}) | static_cast<Word>(op);
    }
    at += static_cast<size_t>(info.length);
  }
  return words;
}

Value CodeBytes(Isolate* iso, Value self) {
  const std::vector<Word> words = GenericWords(Self(self));
  return Value::Object(Bytes::New(iso, RawBytesOf(words.data(), words.size() * sizeof(Word))));
}

Value LineTable(Isolate* iso, Value self) {
  const std::vector<uint8_t>& positions = Self(self)->body->positions;
  return Value::Object(Bytes::New(iso, RawBytesOf(positions.data(), positions.size())));
}

Value ExceptionTable(Isolate* iso, Value self) {
  const auto& entries = Self(self)->body->exceptions;
  return Value::Object(
      Bytes::New(iso, RawBytesOf(entries.data(), entries.size() * sizeof(entries[0]))));
}

constexpr NativeProperty kProperties[] = {
    {"co_name", [](Isolate*, Value self) { return Value::Object(Self(self)->name); }},
    {"co_qualname", [](Isolate*, Value self) { return Value::Object(Self(self)->qualname); }},
    {"co_filename", [](Isolate*, Value self) { return Value::Object(Self(self)->filename); }},
    {"co_firstlineno", [](Isolate*, Value self) { return Value::Int(Self(self)->first_line); }},
    {"co_argcount", [](Isolate*, Value self) { return Value::Int(Self(self)->argcount); }},
    {"co_posonlyargcount",
     [](Isolate*, Value self) { return Value::Int(Self(self)->posonlyargcount); }},
    {"co_kwonlyargcount",
     [](Isolate*, Value self) { return Value::Int(Self(self)->kwonlyargcount); }},
    {"co_nlocals", [](Isolate*, Value self) { return Value::Int(Self(self)->nlocals); }},
    {"co_stacksize", [](Isolate*, Value self) { return Value::Int(Self(self)->register_count); }},
    {"co_flags", [](Isolate*, Value self) { return Value::Int(Self(self)->flags); }},
    {"co_consts", Constants},
    {"co_names", [](Isolate*, Value self) { return Value::Object(Self(self)->names); }},
    {"co_varnames", [](Isolate*, Value self) { return Value::Object(Self(self)->varnames); }},
    {"co_cellvars", [](Isolate*, Value self) { return Value::Object(Self(self)->cellvars); }},
    {"co_freevars", [](Isolate*, Value self) { return Value::Object(Self(self)->freevars); }},
    {"co_code", CodeBytes},
    {"_co_code_adaptive", CodeBytes},
    {"co_linetable", LineTable},
    {"co_lnotab", LineTable},
    {"co_exceptiontable", ExceptionTable},
};

// ---- lines and positions

constexpr int64_t kBytesPerWord = sizeof(Word);

Value LineOrNone(int32_t line) { return line == 0 ? Value::None() : Value::Int(line); }
Value ColumnOrNone(int32_t column) { return column < 0 ? Value::None() : Value::Int(column); }

// (start, end, line) for each run of instructions of one line.
Value CoLines(Isolate* iso, Value* args, size_t) {
  const Code* code = Self(args[0]);
  KRAIT_TRY(List*, list, List::New(iso));
  const auto size = static_cast<int64_t>(code->body->words.size());
  int64_t start = 0;
  int32_t line = static_cast<int32_t>(code->first_line);
  PositionReader reader(code->body->positions);
  bool more = reader.Next();
  while (start < size) {
    while (more && static_cast<int64_t>(reader.offset()) <= start) {
      line = reader.position().line;
      more = reader.Next();
    }
    while (more && reader.position().line == line) more = reader.Next();
    const int64_t end = more ? static_cast<int64_t>(reader.offset()) : size;
    KRAIT_TRY(Tuple*, item,
              Tuple::Of(iso, {Value::Int(start * kBytesPerWord), Value::Int(end * kBytesPerWord),
                              LineOrNone(line)}));
    KRAIT_CHECK_OK(list->Append(iso, Value::Object(item)));
    start = end;
  }
  return Iter(iso, Value::Object(list));
}

// (line, end line, column, end column) for every two bytes.
Value CoPositions(Isolate* iso, Value* args, size_t) {
  const Code* code = Self(args[0]);
  KRAIT_TRY(List*, list, List::New(iso));
  PositionReader reader(code->body->positions);
  bool more = reader.Next();
  Tuple* item = nullptr;
  for (uint32_t at = 0; at < code->body->words.size(); ++at) {
    bool changed = item == nullptr;
    CodePosition position = {static_cast<int32_t>(code->first_line),
                             static_cast<int32_t>(code->first_line), -1, -1};
    while (more && reader.offset() <= at) {
      position = reader.position();
      changed = true;
      more = reader.Next();
    }
    if (changed) {
      item = Tuple::Of(iso, {LineOrNone(position.line), LineOrNone(position.end_line),
                             ColumnOrNone(position.column), ColumnOrNone(position.end_column)});
      if (item == nullptr) return Value();
    }
    for (int64_t i = 0; i < kBytesPerWord / 2; ++i) {
      KRAIT_CHECK_OK(list->Append(iso, Value::Object(item)));
    }
  }
  return Iter(iso, Value::Object(list));
}

// ---- equality

bool SameStr(const Str* a, const Str* b) { return Str::Equals(a, b); }

// Constants are the same when their types are, too.
bool SameConstants(Isolate* iso, Value a, Value b, bool* same) {
  *same = false;
  if (a == b) return *same = true;
  if (TypeOf(iso, a) != TypeOf(iso, b)) return true;
  if (HasKind(a, ObjectKind::kTuple)) {
    const auto left = a.As<Tuple>()->view(), right = b.As<Tuple>()->view();
    if (left.size() != right.size()) return true;
    if (!iso->CheckStack(" in comparison")) return false;
    for (size_t i = 0; i < left.size(); ++i) {
      if (!SameConstants(iso, left[i], right[i], same)) return false;
      if (!*same) return true;
    }
    return *same = true;
  }
  if (a.IsDouble()) return true;  // different words: different numbers, or 0.0 and -0.0
  return Equal(iso, a, b, same);
}

bool SameCode(Isolate* iso, const Code* a, const Code* b, bool* same) {
  *same = false;
  if (!SameStr(a->name, b->name) || a->argcount != b->argcount ||
      a->posonlyargcount != b->posonlyargcount || a->kwonlyargcount != b->kwonlyargcount ||
      a->flags != b->flags || a->first_line != b->first_line ||
      a->constants->capacity != b->constants->capacity) {
    return true;
  }
  if (GenericWords(a) != GenericWords(b) || a->body->positions != b->body->positions) return true;
  const Tuple* pairs[][2] = {{a->names, b->names},
                             {a->varnames, b->varnames},
                             {a->cellvars, b->cellvars},
                             {a->freevars, b->freevars}};
  for (const auto& pair : pairs) {
    if (!Equal(iso, Value::Object(pair[0]), Value::Object(pair[1]), same)) return false;
    if (!*same) return true;
  }
  for (int64_t i = 0; i < a->constants->capacity; ++i) {
    if (!SameConstants(iso, a->constants->slots[i], b->constants->slots[i], same)) return false;
    if (!*same) return true;
  }
  return *same = true;
}

template <bool kEqual>
Value CodeEq(Isolate* iso, Value* args, size_t) {
  if (!HasKind(args[1], ObjectKind::kCode)) return Value::NotImplemented();
  bool same = true;
  if (args[0] != args[1]) {
    KRAIT_CHECK_OK(SameCode(iso, Self(args[0]), Self(args[1]), &same));
  }
  return Value::Bool(same == kEqual);
}

Value CodeHash(Isolate* iso, Value* args, size_t) {
  const Code* code = Self(args[0]);
  auto hash = static_cast<uint64_t>(code->name->Hash());
  const auto mix = [&hash](uint64_t value) {
    hash = (hash ^ value) * 0x9E3779B97F4A7C15u;
    hash ^= hash >> 29;
  };
  mix(code->first_line);
  mix(code->argcount);
  mix(code->flags);
  for (Word word : GenericWords(code)) mix(word);
  for (const Tuple* names : {code->names, code->varnames, code->cellvars, code->freevars}) {
    for (Value name : names->view()) mix(static_cast<uint64_t>(name.As<Str>()->Hash()));
  }
  return Value::Int(static_cast<int64_t>(hash >> 17));
}

Value CodeRepr(Isolate* iso, Value* args, size_t) {
  const Code* code = Self(args[0]);
  char address[32];
  std::snprintf(address, sizeof(address), "%p", static_cast<const void*>(code));
  std::string text = "<code object ";
  text += code->name->view();
  text += " at ";
  text += address;
  text += ", file \"";
  text += code->filename->view();
  text += "\", line " + std::to_string(code->first_line) + ">";
  return Value::Object(Str::NewLossy(iso, text));
}

// ---- replace

bool TakeUint(Isolate* iso, Value value, uint32_t* result) {
  if (value.IsEmpty()) return true;
  int64_t i;
  KRAIT_CHECK_OK(IndexToInt64(iso, value, &i));
  if (i < 0 || i > INT32_MAX) return RaiseValueError(iso, "code: argument out of range");
  *result = static_cast<uint32_t>(i);
  return true;
}

template <typename T>
bool TakeObject(Isolate* iso, Value value, ObjectKind kind, const char* name, T** result) {
  if (value.IsEmpty()) return true;
  if (!HasKind(value, kind)) {
    return RaiseF(iso, ExceptionId::kTypeError, "replace() argument '%s' must be %s, not %s", name,
                  kind == ObjectKind::kStr     ? "str"
                  : kind == ObjectKind::kTuple ? "tuple"
                                               : "bytes",
                  TypeName(iso, value));
  }
  *result = value.As<T>();
  return true;
}

// Bytecode given as bytes: only what refers to the same sites and constants can be meant.
bool TakeWords(Isolate* iso, Value value, Code::Body* body) {
  if (value.IsEmpty()) return true;
  Bytes* bytes = nullptr;
  KRAIT_CHECK_OK(TakeObject(iso, value, ObjectKind::kBytes, "co_code", &bytes));
  if (bytes->view() != RawBytesOf(body->words.data(), body->words.size() * sizeof(Word))) {
    return RaiseValueError(iso, "code: co_code cannot be replaced by other bytecode");
  }
  return true;
}

enum ReplaceSlot : size_t {
  kSelf,
  kArgcount,
  kPosonly,
  kKwonly,
  kNlocals,
  kStacksize,
  kFlags,
  kFirstLine,
  kCode,
  kConsts,
  kNames,
  kVarnames,
  kFreevars,
  kCellvars,
  kFilename,
  kName,
  kQualname,
  kLinetable,
  kExceptions,
};

bool ReplaceFields(Isolate* iso, Value* args, Code* copy) {
  Tuple* constants = nullptr;
  KRAIT_CHECK_OK(TakeUint(iso, args[kArgcount], &copy->argcount));
  KRAIT_CHECK_OK(TakeUint(iso, args[kPosonly], &copy->posonlyargcount));
  KRAIT_CHECK_OK(TakeUint(iso, args[kKwonly], &copy->kwonlyargcount));
  KRAIT_CHECK_OK(TakeUint(iso, args[kFlags], &copy->flags));
  KRAIT_CHECK_OK(TakeUint(iso, args[kFirstLine], &copy->first_line));
  KRAIT_CHECK_OK(TakeWords(iso, args[kCode], copy->body));
  KRAIT_CHECK_OK(TakeObject(iso, args[kConsts], ObjectKind::kTuple, "co_consts", &constants));
  KRAIT_CHECK_OK(TakeObject(iso, args[kNames], ObjectKind::kTuple, "co_names", &copy->names));
  KRAIT_CHECK_OK(
      TakeObject(iso, args[kVarnames], ObjectKind::kTuple, "co_varnames", &copy->varnames));
  KRAIT_CHECK_OK(
      TakeObject(iso, args[kFreevars], ObjectKind::kTuple, "co_freevars", &copy->freevars));
  KRAIT_CHECK_OK(
      TakeObject(iso, args[kCellvars], ObjectKind::kTuple, "co_cellvars", &copy->cellvars));
  KRAIT_CHECK_OK(
      TakeObject(iso, args[kFilename], ObjectKind::kStr, "co_filename", &copy->filename));
  KRAIT_CHECK_OK(TakeObject(iso, args[kName], ObjectKind::kStr, "co_name", &copy->name));
  KRAIT_CHECK_OK(
      TakeObject(iso, args[kQualname], ObjectKind::kStr, "co_qualname", &copy->qualname));
  if (constants == nullptr) return true;
  if (constants->size < copy->constants->capacity) {
    return RaiseValueError(iso, "code: co_consts is too small");
  }
  KRAIT_TRY(ValueArray*, array, ValueArray::New(iso, constants->size));
  for (int64_t i = 0; i < constants->size; ++i) array->slots[i] = constants->items[i];
  copy->constants = array;
  return true;
}

// The names of variables belong to their registers: there must be as many as before.
bool FieldsFit(Isolate* iso, const Code* code, const Code* copy) {
  if (copy->varnames->size != code->varnames->size ||
      copy->freevars->size != code->freevars->size ||
      copy->cellvars->size != code->cellvars->size || copy->argcount > code->argcount ||
      copy->posonlyargcount > copy->argcount || copy->kwonlyargcount != code->kwonlyargcount) {
    return RaiseValueError(iso, "code: varnames is too small");
  }
  for (const Tuple* names : {copy->names, copy->varnames, copy->freevars, copy->cellvars}) {
    for (Value name : names->view()) {
      if (!HasKind(name, ObjectKind::kStr)) {
        return RaiseTypeError(iso, "name tuples must contain only strings");
      }
    }
  }
  return true;
}

Value CodeReplace(Isolate* iso, Value* args, size_t) {
  const Code* code = Self(args[0]);
  auto body = std::make_unique<Code::Body>();
  body->words = GenericWords(code);
  body->descriptors = code->body->descriptors;
  body->exceptions = code->body->exceptions;
  body->cell_registers = code->body->cell_registers;
  body->positions = code->body->positions;
  Code* copy = NewCode(iso, std::move(body));
  static_cast<HeapObject*>(copy)->flags |= Code::kForeignNames;
  copy->name = code->name;
  copy->qualname = code->qualname;
  copy->filename = code->filename;
  copy->constants = code->constants;
  copy->names = code->names;
  copy->varnames = code->varnames;
  copy->cellvars = code->cellvars;
  copy->freevars = code->freevars;
  copy->argcount = code->argcount;
  copy->posonlyargcount = code->posonlyargcount;
  copy->kwonlyargcount = code->kwonlyargcount;
  copy->nlocals = code->nlocals;
  copy->register_count = code->register_count;
  copy->flags = code->flags;
  copy->first_line = code->first_line;
  copy->first_free_register = code->first_free_register;
  copy->class_cell_register = code->class_cell_register;
  KRAIT_CHECK_OK(ReplaceFields(iso, args, copy));
  iso->Barrier(copy);
  KRAIT_CHECK_OK(FieldsFit(iso, code, copy));
  return Value::Object(copy);
}

constexpr NativeMethod kMethods[] = {
    {"__repr__", CodeRepr, "($self, /)"},
    {"__hash__", CodeHash, "($self, /)"},
    {"__eq__", CodeEq<true>, "($self, value, /)"},
    {"__ne__", CodeEq<false>, "($self, value, /)"},
    {"co_lines", CoLines, "($self, /)"},
    {"co_positions", CoPositions, "($self, /)"},
    {"replace", CodeReplace,
     "($self, /, *, co_argcount=None, co_posonlyargcount=None, co_kwonlyargcount=None, "
     "co_nlocals=None, co_stacksize=None, co_flags=None, co_firstlineno=None, co_code=None, "
     "co_consts=None, co_names=None, co_varnames=None, co_freevars=None, co_cellvars=None, "
     "co_filename=None, co_name=None, co_qualname=None, co_linetable=None, "
     "co_exceptiontable=None)",
     kNativeDefault, "Return a copy of the code object with new values for the specified fields."},
};

}  // namespace

const TypeSpec kCodeTypeSpec = {
    .name = "code",
    .kind = ObjectKind::kCode,
    .methods = kMethods,
    .properties = kProperties,
    .flags = kNotCallable | kImmutable,
    .doc = "Code objects are immutable and used by functions.",
};

}  // namespace krait
