using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Gramian.House.Tests;

/// <summary>The public surface of a library as sorted lines of text, one per type and member.</summary>
internal static class ApiText
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(string library)
    {
        var text = new StringBuilder();
        foreach (var type in House.PublicTypes(library).OrderBy(type => Name(type), StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').Append(Name(type)).Append(Bases(type)).Append('\n');
            var lines = type.GetMembers(Declared).Select(Line).OfType<string>().Distinct();
            foreach (string line in lines.Order(StringComparer.Ordinal))
                text.Append("  ").Append(line).Append('\n');
        }

        return text.ToString();
    }

    private static string? Line(MemberInfo member) => member switch
    {
        MethodInfo method when Visible(method) && !IsAccessor(method) && !Generated(method) =>
            $"{Modifiers(method)}{Name(method.ReturnType)} {method.Name}{Generics(method)}({Parameters(method)})",
        ConstructorInfo constructor when Visible(constructor) && !Generated(constructor) =>
            $"new({Parameters(constructor)})",
        PropertyInfo property when Accessors(property) is { Length: > 0 } accessors =>
            Modifiers(property.GetAccessors(true)[0])
            + $"{Name(property.PropertyType)} {property.Name} {{ {accessors} }}",
        FieldInfo field when field.IsPublic || field.IsFamily => Field(field),
        _ => null,
    };

    private static string Field(FieldInfo field) => field.IsLiteral
        ? $"const {field.Name} = {Convert.ToString(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}"
        : $"{(field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}";

    private static string Kind(Type type) =>
        type.IsInterface ? "interface" : type.IsEnum ? "enum" : type.IsValueType ? "struct"
        : type is { IsAbstract: true, IsSealed: true } ? "static class" : type.IsAbstract ? "abstract class"
        : type.IsSealed ? "sealed class" : "class";

    private static string Bases(Type type)
    {
        var bases = type.GetInterfaces().Where(face => face.IsPublic || face.IsNestedPublic).Select(Name)
            .Where(name => !name.StartsWith("IEquatable<")).Order(StringComparer.Ordinal).ToList();
        Type?[] silent = [null, typeof(object), typeof(ValueType), typeof(Enum)];
        if (type.BaseType is { } parent && !silent.Contains(parent))
            bases.Insert(0, Name(parent));
        return bases.Count == 0 ? "" : " : " + string.Join(", ", bases);
    }

    private static string Modifiers(MethodBase method) =>
        (method.IsFamily || method.IsFamilyOrAssembly ? "protected " : "") + (method.IsStatic ? "static " : "")
        + (method.IsAbstract ? "abstract " : method is { IsVirtual: true, IsFinal: false } ? "virtual " : "");

    private static string Accessors(PropertyInfo property)
    {
        string get = property.GetMethod is { } getter && Visible(getter) ? "get; " : "";
        string set = property.SetMethod is { } setter && Visible(setter)
            ? setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init; " : "set; "
            : "";
        return property.Name == "EqualityContract" ? "" : (get + set).TrimEnd();
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        (parameter.IsOut ? "out " : "") + Name(parameter.ParameterType) + " " + parameter.Name + Default(parameter)));

    private static string Default(ParameterInfo parameter)
    {
        if (!parameter.HasDefaultValue) return "";
        string? value = Convert.ToString(parameter.RawDefaultValue, CultureInfo.InvariantCulture);
        return " = " + (string.IsNullOrEmpty(value) ? "default" : value);
    }

    private static bool IsAccessor(MethodInfo method) => method.IsSpecialName && !method.Name.StartsWith("op_");

    private static string Generics(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static bool Visible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    // What the compiler writes for records is not a choice that anyone reviews.
    private static bool Generated(MethodBase method) =>
        method.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) || method.Name == "<Clone>$";

    private static string Name(Type type)
    {
        if (type.IsByRef) return "ref " + Name(type.GetElementType()!);
        if (type.IsArray) return Name(type.GetElementType()!) + "[]";
        if (type.IsPointer) return Name(type.GetElementType()!) + "*";
        if (type.IsGenericParameter) return type.Name;
        string name = type.IsNested ? Name(type.DeclaringType!) + "." + type.Name
            : type.Namespace?.StartsWith("Gramian") == true ? type.Namespace + "." + type.Name : type.Name;
        int tick = name.LastIndexOf('`');
        if (tick < 0 || !type.IsGenericType) return name;
        return $"{name[..tick]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
