// The built-in exception classes, declared once.
//
//   V(Name, Base, Layout)   Layout names the extra fields' family (see exception.h)
#ifndef KRAIT_RUNTIME_OBJECT_EXCEPTION_TABLE_H_
#define KRAIT_RUNTIME_OBJECT_EXCEPTION_TABLE_H_

#include <cstdint>

#define KRAIT_EXCEPTIONS(V)                               \
  V(BaseException, BaseException, Plain)                  \
  V(SystemExit, BaseException, SystemExit)                \
  V(KeyboardInterrupt, BaseException, Plain)              \
  V(GeneratorExit, BaseException, Plain)                  \
  V(BaseExceptionGroup, BaseException, Group)             \
  V(Exception, BaseException, Plain)                      \
  V(ExceptionGroup, BaseExceptionGroup, Group)            \
  V(StopIteration, Exception, StopIteration)              \
  V(StopAsyncIteration, Exception, Plain)                 \
  V(ArithmeticError, Exception, Plain)                    \
  V(FloatingPointError, ArithmeticError, Plain)           \
  V(OverflowError, ArithmeticError, Plain)                \
  V(ZeroDivisionError, ArithmeticError, Plain)            \
  V(AssertionError, Exception, Plain)                     \
  V(AttributeError, Exception, Attribute)                 \
  V(BufferError, Exception, Plain)                        \
  V(EOFError, Exception, Plain)                           \
  V(ImportError, Exception, Import)                       \
  V(ModuleNotFoundError, ImportError, Import)             \
  V(LookupError, Exception, Plain)                        \
  V(IndexError, LookupError, Plain)                       \
  V(KeyError, LookupError, Plain)                         \
  V(MemoryError, Exception, Plain)                        \
  V(NameError, Exception, Name)                           \
  V(UnboundLocalError, NameError, Name)                   \
  V(OSError, Exception, OS)                               \
  V(BlockingIOError, OSError, OS)                         \
  V(ChildProcessError, OSError, OS)                       \
  V(ConnectionError, OSError, OS)                         \
  V(BrokenPipeError, ConnectionError, OS)                 \
  V(ConnectionAbortedError, ConnectionError, OS)          \
  V(ConnectionRefusedError, ConnectionError, OS)          \
  V(ConnectionResetError, ConnectionError, OS)            \
  V(FileExistsError, OSError, OS)                         \
  V(FileNotFoundError, OSError, OS)                       \
  V(InterruptedError, OSError, OS)                        \
  V(IsADirectoryError, OSError, OS)                       \
  V(NotADirectoryError, OSError, OS)                      \
  V(PermissionError, OSError, OS)                         \
  V(ProcessLookupError, OSError, OS)                      \
  V(TimeoutError, OSError, OS)                            \
  V(ReferenceError, Exception, Plain)                     \
  V(RuntimeError, Exception, Plain)                       \
  V(NotImplementedError, RuntimeError, Plain)             \
  V(RecursionError, RuntimeError, Plain)                  \
  V(SyntaxError, Exception, Syntax)                       \
  V(IndentationError, SyntaxError, Syntax)                \
  V(TabError, IndentationError, Syntax)                   \
  V(SystemError, Exception, Plain)                        \
  V(TypeError, Exception, Plain)                          \
  V(ValueError, Exception, Plain)                         \
  V(UnicodeError, ValueError, Plain)                      \
  V(UnicodeDecodeError, UnicodeError, Unicode)            \
  V(UnicodeEncodeError, UnicodeError, Unicode)            \
  V(UnicodeTranslateError, UnicodeError, Unicode)         \
  V(Warning, Exception, Plain)                            \
  V(BytesWarning, Warning, Plain)                         \
  V(DeprecationWarning, Warning, Plain)                   \
  V(EncodingWarning, Warning, Plain)                      \
  V(FutureWarning, Warning, Plain)                        \
  V(ImportWarning, Warning, Plain)                        \
  V(PendingDeprecationWarning, Warning, Plain)            \
  V(ResourceWarning, Warning, Plain)                      \
  V(RuntimeWarning, Warning, Plain)                       \
  V(SyntaxWarning, Warning, Plain)                        \
  V(UnicodeWarning, Warning, Plain)                       \
  V(UserWarning, Warning, Plain)

namespace krait {

enum class ExceptionId : uint8_t {
#define KRAIT_EXCEPTION(Name, ...) k##Name,
  KRAIT_EXCEPTIONS(KRAIT_EXCEPTION)
#undef KRAIT_EXCEPTION
      kCount,
};

inline constexpr int kExceptionCount = static_cast<int>(ExceptionId::kCount);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_EXCEPTION_TABLE_H_
