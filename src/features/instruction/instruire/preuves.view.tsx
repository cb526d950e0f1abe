import { paths } from '../../../paths.ts'
import { Clause, formatTaille } from '../../../ui/liens.tsx'
import { Typo } from '../../../ui/texte.tsx'
import { DossierRelu, type RelectureProps } from '../../cadre/index.ts'
import type { RegleInstruite } from '../../constats/index.ts'
import type { PieceJointe } from '../../dossiers/index.ts'
import { AFFICHABLES } from '../../fichiers/index.ts'
import { Differences } from '../../versions/index.ts'
import { Visionneuse } from '../dossier/pieces/visionneuse.view.tsx'
import type { Preuves } from './preuves.ts'

type Props = { id: string; slug: string; version: number; regle: RegleInstruite; preuves: Preuves }

/** What one reads to judge a rule: its clause in the words of the call, then what the dossier says of it. */
export const PreuvesVues = ({ id, slug, version, regle, preuves: p }: Props) => (
  <section class="gt-instruire__preuves" id="preuve" aria-labelledby="preuve-titre" tabindex={0}>
    <h2 id="preuve-titre">{regle.titre}</h2>
    {p.clauses.map(c => (
      <p class="gt-instruire__cite">
        {c.texte && (
          <>
            «&nbsp;
            <Typo texte={c.texte} />
            &nbsp;»{' '}
          </>
        )}
        <Clause texte={c.nom} href={paths.appels.clause(slug, c.nom)} />
      </p>
    ))}
    {p.chiffres.length + p.reponses.length > 0 && (
      <dl class="gt-instruire__dits">
        {p.chiffres.map(c => (
          <div class="gt-instruire__chiffre">
            <dt>{c.libelle}</dt>
            <dd>{c.texte}</dd>
          </div>
        ))}
        {p.reponses.map(r => (
          <div>
            <dt>{r.libelle}</dt>
            <dd class="gt-texte">{r.valeur}</dd>
          </div>
        ))}
      </dl>
    )}
    {p.lignes.length > 0 && (
      <ul>
        {p.lignes.map(l => (
          <li>
            <Typo texte={l} />
          </li>
        ))}
      </ul>
    )}
    {p.changees.length > 0 && (
      <>
        <h3>Ce que le porteur a changé dans la version&nbsp;{version}</h3>
        <Differences differences={p.changees} legende={`Changé dans la version\u00a0${version}`} etape={false} />
      </>
    )}
    {p.pieces.map(x => (
      <Piece id={id} libelle={x.libelle} fichiers={x.fichiers} />
    ))}
  </section>
)

/** The whole step that the rule reads. After the verdict: on a narrow screen a plan of six expenses would keep it four screens away. */
export const EtapeEntiere = ({ etape: { etape, ouverte }, relu }: { etape: NonNullable<Preuves['etape']>; relu: RelectureProps }) => (
  <section class="gt-instruire__etape" aria-label={`Toute l’étape «\u00a0${etape.titre}\u00a0»`} tabindex={0}>
    <details class="gt-details" open={ouverte}>
      <summary>Toute l’étape «&nbsp;{etape.titre}&nbsp;»</summary>
      <DossierRelu {...relu} seule etapes={[etape]} />
    </details>
  </section>
)

/** A piece, shown in place when browsers can; the first one at once, the others when they are asked for. */
const Piece = ({ id, libelle, fichiers }: { id: string; libelle: string; fichiers: readonly PieceJointe[] }) => (
  <>
    <h3>{libelle}</h3>
    {fichiers.length === 0 && <p>Aucun fichier joint.</p>}
    {fichiers.map((f, i) => (
      <details class="gt-details" open={i === 0 && AFFICHABLES.includes(f.type)}>
        <summary>
          {f.nom} <span class="gt-sous">{formatTaille(f.taille)}</span>
        </summary>
        <p class="gt-piece-lue">
          <a href={paths.instruction.lecture(id, f.id)}>Ouvrir à côté</a>
          <a href={paths.instruction.piece(id, f.id)} data-turbo="false">
            Télécharger
          </a>
        </p>
        <Visionneuse adresse={`${paths.instruction.piece(id, f.id)}?voir=1`} piece={f} nom={libelle} />
      </details>
    ))}
  </>
)
