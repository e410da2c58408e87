return Gramian.Cli.Shell.Application.Run(args);
