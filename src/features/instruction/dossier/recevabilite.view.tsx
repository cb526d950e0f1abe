import type { Child } from 'hono/jsx'
import { formatInstant } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { Clause } from '../../../ui/liens.tsx'
import { Typo } from '../../../ui/texte.tsx'
import { MarqueVerdict, motVerdict } from '../../../ui/verdicts.tsx'
import { aTrancher, type Constat, type RegleInstruite, retenu, type VerdictHumain } from '../../constats/index.ts'

export type RecevabiliteVue = {
  id: string
  slug: string
  regles: readonly RegleInstruite[]
  constat: Constat
  /** The version that stands: a verdict given on an earlier one says so. */
  version: number
  /** Who reads, to say « vous ». */
  lecteur: string
  /** Whether the reader may judge now. */
  juge: boolean
  /** Links under the finding: what may follow from it. */
  suites?: Child
}

/** Recevabilité, rule by rule in the order of the clauses: what the machine says, what people said, the form of a verdict. */
export const Recevabilite = (p: RecevabiliteVue) => {
  const reste = aTrancher(p.regles)
  return (
    <section id="p-recevabilite" aria-labelledby="p-recevabilite-titre">
      <h2 id="p-recevabilite-titre">
        Recevabilité{' '}
        {reste[0] ? (
          <a class="gt-bilan" href={`#r-${reste[0].regle}`}>
            {bilan(reste.length, p.regles.length)}
          </a>
        ) : (
          <span class="gt-bilan">tout est tranché</span>
        )}
      </h2>
      <ol class="gt-regles">
        {p.regles.map(r => (
          <Regle r={r} p={p} />
        ))}
      </ol>
      <div class="gt-constat">
        <p>
          <strong>{p.constat.titre}</strong> {p.constat.phrase}
        </p>
        {p.suites}
      </div>
    </section>
  )
}

const bilan = (reste: number, tout: number) => `${reste}\u00a0règle${reste > 1 ? 's' : ''} à trancher sur ${tout}`

const Regle = ({ r, p }: { r: RegleInstruite; p: RecevabiliteVue }) => {
  const [dernier, ...avant] = r.humains
  return (
    <li id={`r-${r.regle}`} tabindex={-1}>
      <MarqueVerdict resultat={retenu(r)} humain={!!dernier?.resultat} />
      <div>
        <p class="gt-regles__nom">
          <strong>{r.titre}</strong> {r.clauses.map(texte => [<Clause texte={texte} href={paths.appels.clause(p.slug, texte)} />, ' '])}
        </p>
        <p>
          <b>{motVerdict(r.automatique)}</b>
          {dernier?.resultat ? ' (verdict automatique)' : ''}&nbsp;: <Typo texte={r.phrase} />
        </p>
        {dernier && <Humain v={dernier} lecteur={p.lecteur} depuis={depuis(dernier, p)} />}
        {avant.length > 0 && <Precedents verdicts={avant} lecteur={p.lecteur} titre={r.titre} />}
        {p.juge && (
          <a class="gt-juger" href={`${paths.instruction.instruire(p.id)}?regle=${r.regle}#verdict`}>
            {dernier ? 'Changer ce verdict' : 'Juger autrement'}
            <span class="fr-sr-only"> : {r.titre}</span>
          </a>
        )}
      </div>
    </li>
  )
}

const qui = (v: VerdictHumain, lecteur: string) => (v.parId === lecteur ? 'Vous' : v.par)

/** A newer version was filed since this verdict: it counts until somebody judges again, and says what it did not see. */
const depuis = ({ version, resultat }: VerdictHumain, p: Pick<RecevabiliteVue, 'id' | 'version'>): Child =>
  resultat !== null && version < p.version ? (
    <p>
      <strong>La version&nbsp;{p.version} a été déposée depuis.</strong>{' '}
      <a href={`${paths.instruction.versions(p.id)}?avant=${version}&apres=${p.version}`}>Voir ce qui a changé</a>
    </p>
  ) : null

const Humain = ({ v, lecteur, depuis }: { v: VerdictHumain; lecteur: string; depuis?: Child }) => (
  <div class="gt-humain">
    <p>
      <b>
        {qui(v, lecteur)}&nbsp;: {v.resultat ? motVerdict(v.resultat).toLowerCase() : 'retour au verdict automatique'}.
      </b>{' '}
      «&nbsp;{v.motif}&nbsp;»
    </p>
    <p class="gt-sous">
      {formatInstant(v.le)}, sur la version&nbsp;{v.version}
    </p>
    {depuis}
  </div>
)

const Precedents = ({ verdicts, lecteur, titre }: { verdicts: readonly VerdictHumain[]; lecteur: string; titre: string }) => (
  <details class="gt-details">
    <summary>
      {verdicts.length > 1 ? `${verdicts.length}\u00a0verdicts précédents` : 'Verdict précédent'}
      <span class="fr-sr-only"> : {titre}</span>
    </summary>
    {verdicts.map(v => (
      <Humain v={v} lecteur={lecteur} />
    ))}
  </details>
)
