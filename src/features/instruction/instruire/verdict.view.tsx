import { formatInstant } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { TextArea } from '../../../ui/champs.tsx'
import { Erreur, Formulaire } from '../../../ui/form.tsx'
import { Typo } from '../../../ui/texte.tsx'
import { MarqueVerdict, motVerdict } from '../../../ui/verdicts.tsx'
import { type RegleInstruite, retenu, type VerdictHumain } from '../../constats/index.ts'
import { Touche } from '../touches/touches.view.tsx'
import type { Phrases } from './phrases.rules.ts'

/** The form of a verdict that came back. `change`: a colleague has judged the rule meanwhile. */
export type Jugement = {
  regle: string
  values: { resultat: string; raison: string }
  errors?: Record<string, string> | undefined
  change?: boolean | undefined
}
export type VerdictProps = {
  id: string
  regle: RegleInstruite
  phrases: Phrases
  version: number
  lecteur: string
  /** Whether the reader may judge now. */
  juge: boolean
  jugement?: Jugement | undefined
  /** « 1 sur 2 », of the rules that wait for a verdict. */
  rang: string | undefined
  /** What comes after « Enregistrer et suivant ». */
  ensuite: string
}

/** What the machine says of the rule, what people said, and the verdict that one gives: nothing is pressed beforehand. */
export const Verdict = ({ regle: r, ...p }: VerdictProps) => {
  const [dernier, ...avant] = r.humains
  return (
    <section class="gt-instruire__verdict" id="verdict" aria-labelledby="verdict-titre" tabindex={-1}>
      <h2 id="verdict-titre">
        Votre verdict<span class="fr-sr-only"> : {r.titre}</span> {p.rang && <span class="gt-sous">{p.rang}</span>}
      </h2>
      <p class="gt-instruire__auto">
        <MarqueVerdict resultat={r.automatique} />{' '}
        <span>
          <b>{motVerdict(r.automatique)}</b>
          {dernier?.resultat ? ' (verdict automatique)' : ''}&nbsp;: <Typo texte={r.phrase} />
        </span>
      </p>
      {dernier && <Humain v={dernier} {...p} />}
      {avant.length > 0 && (
        <details class="gt-details">
          <summary>{avant.length > 1 ? `${avant.length}\u00a0verdicts précédents` : 'Verdict précédent'}</summary>
          {avant.map(v => (
            <Humain v={v} {...p} />
          ))}
        </details>
      )}
      {p.juge ? <Saisie regle={r} {...p} /> : <p>Vous lisez ce dossier, vous ne le jugez pas en ce moment.</p>}
    </section>
  )
}

/** A newer version was filed since this verdict: it counts until somebody judges again, and says what it did not see. */
const Humain = ({ v, id, version, lecteur }: { v: VerdictHumain } & Pick<VerdictProps, 'id' | 'version' | 'lecteur'>) => (
  <div class="gt-humain">
    <p>
      <b>
        {v.parId === lecteur ? 'Vous' : v.par}&nbsp;: {v.resultat ? motVerdict(v.resultat).toLowerCase() : 'retour au verdict automatique'}.
      </b>{' '}
      «&nbsp;{v.motif}&nbsp;»
    </p>
    <p class="gt-sous">
      {formatInstant(v.le)}, sur la version&nbsp;{v.version}
    </p>
    {v.resultat !== null && v.version < version && (
      <p>
        <strong>La version&nbsp;{version} a été déposée depuis.</strong>{' '}
        <a href={`${paths.instruction.versions(id)}?avant=${v.version}&apres=${version}`}>Voir ce qui a changé</a>
      </p>
    )}
  </div>
)

const OPTIONS = [
  { value: 'respectee', label: 'Respectée', touche: 'R' },
  { value: 'non_respectee', label: 'Non respectée', touche: 'N' },
  { value: 'a_completer', label: 'À compléter', touche: 'C' },
  { value: 'sans_objet', label: 'Sans objet', touche: 'O' },
] as const

const Saisie = ({ id, regle: r, phrases, jugement, ensuite }: VerdictProps) => {
  const { values, errors = {}, change } = jugement ?? {}
  return (
    <>
      {change && (
        <div class="fr-alert fr-alert--warning fr-alert--sm" role="alert">
          <p>
            {r.humains[0]?.par} a jugé cette règle entre-temps&nbsp;: {motVerdict(retenu(r)).toLowerCase()}. Son verdict est ci-dessus. Le
            vôtre est gardé ici, il n’est pas encore enregistré.
          </p>
        </div>
      )}
      <div data-touches-envoi>
        <Formulaire action={paths.instruction.verdict(id, r.regle)}>
          <input type="hidden" name="vu" value={r.humains[0]?.id ?? ''} />
          <fieldset
            class={`gt-instruire__choix${errors.resultat ? ' fr-fieldset--error' : ''}`}
            id="resultat-groupe"
            aria-describedby={errors.resultat ? 'resultat-erreur' : undefined}
          >
            <legend class="fr-sr-only">Votre verdict</legend>
            {OPTIONS.map((o, i) => (
              <div class="fr-radio-group fr-radio-group--sm">
                <input
                  type="radio"
                  id={i === 0 ? 'resultat' : `resultat-${i + 1}`}
                  name="resultat"
                  value={o.value}
                  checked={values?.resultat === o.value}
                  data-touche={o.touche.toLowerCase()}
                  data-phrase={phrases[o.value]}
                  data-instruire-target="verdict"
                  data-action="instruire#choisir"
                />
                <label class="fr-label" for={i === 0 ? 'resultat' : `resultat-${i + 1}`}>
                  {o.label} <Touche>{o.touche}</Touche>
                </label>
              </div>
            ))}
            {r.humains[0]?.resultat && (
              <div class="fr-radio-group fr-radio-group--sm gt-instruire__retour">
                <input
                  type="radio"
                  id="resultat-5"
                  name="resultat"
                  value="automatique"
                  checked={values?.resultat === 'automatique'}
                  data-phrase=""
                  data-instruire-target="verdict"
                  data-action="instruire#choisir"
                />
                <label class="fr-label" for="resultat-5">
                  Revenir au verdict automatique
                </label>
              </div>
            )}
          </fieldset>
          <Erreur id="resultat" error={errors.resultat} />
          <div class="gt-instruire__raison">
            <TextArea
              name="raison"
              label="Raison"
              hint="Qui décide la lit."
              rows={3}
              value={values?.raison}
              error={errors.raison}
              data-instruire-target="raison"
            />
            <button class="fr-btn fr-btn--sm fr-btn--tertiary" type="submit" name="_geste" value="inserer" data-action="instruire#inserer">
              Insérer la phrase type
            </button>
          </div>
          <div class="gt-instruire__boutons">
            <button class="fr-btn" type="submit" name="suite" value="1" data-touches-principal>
              {change ? 'Enregistrer quand même et suivant' : 'Enregistrer et suivant'}
            </button>
            <button class="fr-btn fr-btn--tertiary" type="submit">
              {change ? 'Enregistrer quand même' : 'Enregistrer'}
            </button>
          </div>
          <p class="gt-sous">
            Ensuite&nbsp;: {ensuite}. <Touche>Ctrl Entrée</Touche>
          </p>
        </Formulaire>
      </div>
    </>
  )
}
