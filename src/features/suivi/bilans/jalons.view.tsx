import { formatDateCivile } from '../../../lib/dates.ts'
import { Field, TextArea } from '../../../ui/champs.tsx'
import type { BilanVu } from './bilan.donnees.ts'
import { ETATS_JALON, type Jalon, MOTS_JALON } from './bilan.ts'
import { AVANCEMENT_MAX, jourCourt, pointAvant, reprisDe, sansJalon } from './declaration.rules.ts'

const AUJOURDHUI = { inputmode: 'numeric', autocomplete: 'off' } as const
const Unite = ({ children }: { children: string }) => <span class="gt-unite">({children})</span>

/** Where a value comes from, or what it was: a saving puts it up to date. */
export const Repere = ({ nom, repris, etait }: { nom: string; repris: string | undefined; etait: string | undefined }) => (
  <div class="gt-repere" data-guide={`r-${nom}`}>
    {etait ? (
      <span class="gt-repere__etait fr-icon-edit-line fr-icon--sm">Était {etait}</span>
    ) : (
      repris && <span class="gt-repere__repris fr-icon-check-line fr-icon--sm">Repris {repris}</span>
    )}
  </div>
)

/** « « En cours » », « à 15 % », « prévu le 16 mai 2022 »: what a milestone was, where it is not any more. */
function etaitJalon({ declaration, changements }: BilanVu, j: Jalon): string | undefined {
  if (!changements.jalons.includes(j.id)) return undefined
  const [avant, dit] = [pointAvant(j), declaration.jalons.find(d => d.id === j.id)!]
  if (avant.etat !== dit.etat) return `«\u00a0${MOTS_JALON[avant.etat]}\u00a0»`
  if (avant.etat === 'fait') return avant.fait ? `fait le ${formatDateCivile(avant.fait)}` : undefined
  if (avant.prevu !== dit.prevu && avant.prevu) return `prévu le ${formatDateCivile(avant.prevu)}`
  return avant.avancement === null ? 'sans pourcentage' : `à ${avant.avancement}\u00a0%`
}

/** « Sept jours après la date prévue »: how late or early what is done was. */
export function ecart(fait: string, prevu: string): string {
  const jours = Temporal.PlainDate.from(prevu).until(Temporal.PlainDate.from(fait), { largestUnit: 'days' }).days
  const n = Math.abs(jours)
  if (n === 0) return 'À la date prévue.'
  return `${n}\u00a0jour${n > 1 ? 's' : ''} ${jours > 0 ? 'après' : 'avant'} la date prévue.`
}

export const RepereJalon = ({ v, j }: { v: BilanVu; j: Jalon }) => <Repere nom={j.id} repris={reprisDe(v.b)} etait={etaitJalon(v, j)} />
export const EcartJalon = ({ v, j }: { v: BilanVu; j: Jalon }) => {
  const { fait } = v.declaration.jalons.find(d => d.id === j.id)!
  return (
    <p class="gt-jalon__fait" data-guide={`e-${j.id}`} aria-live="polite">
      {fait && ecart(fait, j.echeance)}
    </p>
  )
}

/** Milestones of the dossier: to come, under way, done. Dates and percentage follow the state chosen, without a script. */
export const Jalons = ({ v }: { v: BilanVu }) => (
  <section class="gt-sec" id="avancement" aria-labelledby="avancement-t">
    <h2 class="fr-h5" id="avancement-t">
      <span class="gt-sec__n" aria-hidden="true">
        1
      </span>
      Avancement
    </h2>
    {sansJalon(v.b) && <p class="gt-sec__s">Le dossier n’a pas de jalon&nbsp;: la phrase du début suffit.</p>}
    <ol class="fr-raw-list gt-pile">
      {v.b.jalons.map(j => (
        <UnJalon v={v} j={j} />
      ))}
    </ol>
  </section>
)

/** The sentence that a bilan begins with: often the only thing to change, and what anybody reads of the project. */
export const OuEnEstOn = ({ v }: { v: BilanVu }) => (
  <section class="gt-sec" id="ou-en-est-on" aria-labelledby="ou-en-est-on-t">
    <h2 class="fr-h5" id="ou-en-est-on-t">
      Où en est-on&#8239;?
    </h2>
    <RepereAvancement v={v} />
    <TextArea
      name="ou_en_est"
      label="En une phrase, pour le référent et les habitants"
      hint="Elle paraît sur la page publique du projet quand le bilan est accepté. Ne nommez personne."
      value={v.valeurs.ou_en_est}
      error={v.erreurs.ou_en_est}
      rows={2}
      maxlength={AVANCEMENT_MAX}
      facultatif
    />
    {sansJalon(v.b) && (
      <Field
        name="part_faite"
        label="Avancement du projet"
        value={v.valeurs.part_faite}
        error={v.erreurs.part_faite}
        suffix="%"
        facultatif
        {...AUJOURDHUI}
      />
    )}
  </section>
)
export const RepereAvancement = ({ v }: { v: BilanVu }) => {
  const { texte, part } = v.b.avancementAvant
  const avant = part === null ? (texte ? 'autre' : 'vide') : `à ${part}\u00a0%`
  return (
    <Repere nom="ou_en_est" repris={avant === 'vide' ? undefined : reprisDe(v.b)} etait={v.changements.avancement ? avant : undefined} />
  )
}

const UnJalon = ({ v, j }: { v: BilanVu; j: Jalon }) => {
  const nom = (c: string) => `j.${j.id}.${c}`
  const commun = (c: string) => ({ name: nom(c), value: v.valeurs[nom(c)], error: v.erreurs[nom(c)], ...AUJOURDHUI })
  return (
    <li class="gt-jalon">
      <div class="gt-jalon__h">
        <h3>{j.libelle}</h3>
        <RepereJalon v={v} j={j} />
      </div>
      <p class="gt-jalon__d">Prévu le {formatDateCivile(j.echeance)} au dossier</p>
      <fieldset class="fr-segmented fr-segmented--sm gt-seg">
        <legend class="fr-segmented__legend fr-sr-only">{`${j.libelle}, état`}</legend>
        <div class="fr-segmented__elements">
          {ETATS_JALON.map((e, i) => (
            <div class="fr-segmented__element">
              <input type="radio" id={`${nom('etat')}-${i}`} name={nom('etat')} value={e} checked={v.valeurs[nom('etat')] === e} />
              <label class="fr-label" for={`${nom('etat')}-${i}`}>
                {MOTS_JALON[e]}
              </label>
            </div>
          ))}
        </div>
      </fieldset>
      <div class="gt-duo">
        <div class="gt-jalon__si-ouvert">
          <Field {...commun('prevu')} label={<Libelle j={j} texte="Date prévue" unite="jj/mm/aaaa" />} />
        </div>
        <div class="gt-jalon__si-cours">
          <Field {...commun('avancement')} label={<Libelle j={j} texte="Avancement" unite="%" />} />
        </div>
        <div class="gt-jalon__si-fait">
          <Field {...commun('fait')} label={<Libelle j={j} texte="Fait le" unite="jj/mm/aaaa" />} />
          <EcartJalon v={v} j={j} />
        </div>
      </div>
    </li>
  )
}

/** Each label names its milestone for whoever hears the page. */
const Libelle = ({ j, texte, unite }: { j: Jalon; texte: string; unite: string }) => (
  <>
    {texte}
    <span class="fr-sr-only"> de «&nbsp;{j.libelle}&nbsp;»</span> <Unite>{unite}</Unite>
  </>
)

/** « Au 30 juin ». */
export const auDernierJour = (v: BilanVu) => `Au ${jourCourt(v.b.fin)}`
