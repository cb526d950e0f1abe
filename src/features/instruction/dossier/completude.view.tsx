import { paths } from '../../../paths.ts'
import { Clause } from '../../../ui/liens.tsx'
import { MarqueVerdict } from '../../../ui/verdicts.tsx'
import type { Constat } from '../../constats/index.ts'

export type PieceAttendue = {
  code: string
  libelle: string
  clauses: readonly string[]
  /** Files joined, each with the page where it is read. */
  fichiers: readonly { nom: string; href: string }[]
  redemandee: boolean
}
export type CompletudeVue = { slug: string; pieces: readonly PieceAttendue[]; constat: Constat }

/** Whether anything is missing: each piece that the call expects, then the finding, which is another one than recevable. */
export const Completude = ({ slug, pieces, constat }: CompletudeVue) => (
  <section id="p-pieces" aria-labelledby="p-pieces-titre">
    <h2 id="p-pieces-titre">Complétude</h2>
    <ul class="gt-regles">
      {pieces.map(p => {
        const resultat = p.redemandee ? 'a_verifier' : p.fichiers.length > 0 ? 'respectee' : 'sans_objet'
        return (
          <li>
            <MarqueVerdict resultat={resultat} />
            <div>
              <p>
                <strong>{p.libelle}</strong>{' '}
                {p.clauses.map(texte => [<Clause texte={texte} href={paths.appels.clause(slug, texte)} />, ' '])}
              </p>
              <p class="gt-sous">{motPiece(p)}</p>
              {p.fichiers.map(f => (
                <p>
                  <a href={f.href}>{f.nom}</a>
                </p>
              ))}
            </div>
          </li>
        )
      })}
    </ul>
    <div class="gt-constat">
      <p>
        <strong>{constat.titre}</strong> {constat.phrase}
      </p>
    </div>
  </section>
)

const motPiece = ({ fichiers, redemandee }: PieceAttendue) => {
  if (redemandee) return 'Demandée à nouveau au porteur'
  if (fichiers.length === 0) return 'Aucun fichier, facultative'
  return fichiers.length > 1 ? `${fichiers.length}\u00a0fichiers joints` : 'Jointe'
}
