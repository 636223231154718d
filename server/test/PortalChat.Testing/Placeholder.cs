namespace PortalChat.Testing;
