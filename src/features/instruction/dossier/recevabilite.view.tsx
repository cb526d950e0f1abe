import type { Child } from 'hono/jsx'
import { formatInstant } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { TextArea } from '../../../ui/champs.tsx'
import { RadioGroup } from '../../../ui/choix.tsx'
import { Formulaire } from '../../../ui/form.tsx'
import { Clause } from '../../../ui/liens.tsx'
import { Typo } from '../../../ui/texte.tsx'
import { MarqueVerdict, motVerdict } from '../../../ui/verdicts.tsx'
import { aTrancher, type Constat, type RegleInstruite, retenu, type VerdictHumain } from '../../constats/index.ts'

/** The form of a verdict, open under its rule. `change`: a colleague has judged the rule meanwhile. */
export type Jugement = {
  regle: string
  values?: { resultat: string; raison: string } | undefined
  errors?: Record<string, string> | undefined
  change?: boolean | undefined
}
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
  jugement?: Jugement | undefined
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
  const ouvert = p.jugement?.regle === r.regle
  return (
    <li id={`r-${r.regle}`} tabindex={-1}>
      <MarqueVerdict resultat={retenu(r)} humain={!!dernier?.resultat} />
      {/* the rule is read with the form that judges it: the link leads to both */}
      <div {...(ouvert && p.jugement ? { id: 'a-trancher', tabindex: -1, class: 'gt-a-trancher' } : {})}>
        <p class="gt-regles__nom">
          <strong>{r.titre}</strong> {r.clauses.map(texte => [<Clause texte={texte} href={paths.appels.clause(p.slug, texte)} />, ' '])}
        </p>
        <p>
          <b>{motVerdict(r.automatique)}</b>
          {dernier?.resultat ? ' (verdict automatique)' : ''}&nbsp;: <Typo texte={r.phrase} />
        </p>
        {dernier && <Humain v={dernier} lecteur={p.lecteur} depuis={depuis(dernier, p)} />}
        {avant.length > 0 && <Precedents verdicts={avant} lecteur={p.lecteur} titre={r.titre} />}
        {ouvert && p.jugement ? (
          <FormulaireVerdict id={p.id} r={r} {...p.jugement} />
        ) : (
          p.juge && (
            <a class="gt-juger" href={`${paths.instruction.dossier(p.id)}?juger=${r.regle}#a-trancher`}>
              {dernier ? 'Changer ce verdict' : 'Juger autrement'}
              <span class="fr-sr-only"> : {r.titre}</span>
            </a>
          )
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

const OPTIONS = [
  { value: 'respectee', label: 'Respectée' },
  { value: 'non_respectee', label: 'Non respectée' },
  { value: 'sans_objet', label: 'Sans objet' },
]
const RETOUR = { value: 'automatique', label: 'Revenir au verdict automatique' }

const FormulaireVerdict = ({ id, r, values, errors = {}, change }: Jugement & { id: string; r: RegleInstruite }) => (
  <div class="gt-verdict-humain">
    {change && (
      <div class="fr-alert fr-alert--warning fr-alert--sm" role="alert">
        <p>{r.humains[0]?.par} a jugé cette règle entre-temps. Son verdict est ci-dessus. Le vôtre n’est pas encore enregistré.</p>
      </div>
    )}
    <Formulaire action={paths.instruction.verdict(id, r.regle)}>
      <input type="hidden" name="vu" value={r.humains[0]?.id ?? ''} />
      <RadioGroup
        name="resultat"
        label="Votre verdict"
        value={values?.resultat}
        error={errors.resultat}
        options={r.humains[0]?.resultat ? [...OPTIONS, RETOUR] : OPTIONS}
        petit
      />
      <TextArea name="raison" label="Raison" hint="Qui décide la lit." rows={3} value={values?.raison} error={errors.raison} />
      <div class="gt-verdict-humain__actes">
        <button class="fr-btn fr-btn--sm fr-btn--secondary" type="submit">
          {change ? 'Enregistrer quand même mon verdict' : 'Enregistrer le verdict'}
        </button>
        <a href={`${paths.instruction.dossier(id)}#r-${r.regle}`}>Fermer</a>
      </div>
    </Formulaire>
  </div>
)
