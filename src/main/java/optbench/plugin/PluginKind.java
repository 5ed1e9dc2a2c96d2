package optbench.plugin;

/**
 * What a jar may bring.
 *
 * @param type that its classes implement
 * @param singular what one of them is, in messages
 * @param plural what several are
 */
public record PluginKind(Class<?> type, String singular, String plural) {}
