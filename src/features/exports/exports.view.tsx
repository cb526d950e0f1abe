import { paths } from '../../paths.ts'
import { DownloadLink } from '../../ui/liens.tsx'

/** Ways to take a dossier away, as items of a list. `sansZip` where the whole is already the main act of the page. */
export const Exports = ({ id, sansZip }: { id: string; sansZip?: boolean }) => (
  <>
    {!sansZip && (
      <li>
        <DownloadLink href={paths.dossiers.zip(id)} format="ZIP">
          Le dossier et ses pièces
        </DownloadLink>
      </li>
    )}
    <li>
      <DownloadLink href={paths.dossiers.pdf(id)} format="PDF">
        Le dossier, à lire ou à imprimer
      </DownloadLink>
    </li>
  </>
)

/** The same for another program: it stands in the fold of its page. */
export const ExportDonnees = ({ id, depose }: { id: string; depose?: boolean }) => (
  <li>
    <DownloadLink href={paths.dossiers.donnees(id)} format="JSON">
      {depose ? 'Le contenu déposé, mot pour mot' : 'Les réponses, pour un autre logiciel'}
    </DownloadLink>
  </li>
)
