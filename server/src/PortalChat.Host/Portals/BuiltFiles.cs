using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace PortalChat.Host.Portals;

/// <summary>
/// The files of one built portal. A build makes no links, so one that is there leads to something else, and is not
/// followed; names with a dot in front are left out too.
/// </summary>
internal sealed class BuiltFiles(PhysicalFileProvider files) : IFileProvider
{
    public IFileInfo GetFileInfo(string subpath)
    {
        var file = files.GetFileInfo(subpath);
        return file is { Exists: true, PhysicalPath: { } path } && HasLink(path) ? new NotFoundFileInfo(file.Name) : file;
    }

    public IDirectoryContents GetDirectoryContents(string subpath) => NotFoundDirectoryContents.Singleton;

    public IChangeToken Watch(string filter) => files.Watch(filter);

    private bool HasLink(string path)
    {
        for (var part = path; part.Length > files.Root.Length; part = Path.GetDirectoryName(part)!)
        {
            if (new FileInfo(part).LinkTarget is not null)
            {
                return true;
            }
        }

        return false;
    }
}
