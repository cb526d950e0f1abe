import type { PropsWithChildren } from 'hono/jsx'
import { formatJourCourt, heureCourte } from '../../../lib/dates.ts'
import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { DateField, Field } from '../../../ui/champs.tsx'
import { RadioGroup } from '../../../ui/choix.tsx'
import { BoutonPost, FormActions, Formulaire } from '../../../ui/form.tsx'
import { Echeance, Time } from '../../../ui/texte.tsx'
import type { Reprenable } from './annonce.queries.ts'
import type { Prevue } from './prevues.queries.ts'

export type SaisieQuand = { quand?: string | undefined; jour?: string | undefined; heure?: string | undefined }
type Erreurs = Readonly<Record<string, string>>

const Heure = ({ saisie, erreurs }: { saisie: SaisieQuand; erreurs: Erreurs }) => (
  <div class="gt-publication__instant">
    <DateField name="jour" label="Jour" hint="Au format jj/mm/aaaa" value={saisie.jour} error={erreurs.jour} />
    <Field
      name="heure"
      label="Heure de Paris"
      hint="Par exemple 9 h 00"
      court
      value={saisie.heure}
      error={erreurs.heure}
      autocomplete="off"
    />
  </div>
)

/** Now, or at an instant; who is told; what can be done if it was a mistake; and the act. */
export const Quand = ({
  saisie,
  erreurs,
  enVigueur,
  numero,
  children,
}: PropsWithChildren<{ saisie: SaisieQuand; erreurs: Erreurs; enVigueur: number | undefined; numero: number }>) => (
  <section class="gt-publication__cadre" aria-labelledby="quand-publier">
    <h2 class="fr-h5" id="quand-publier">
      Quand
    </h2>
    <RadioGroup
      name="quand"
      label="Publier"
      petit
      value={saisie.quand || 'maintenant'}
      error={erreurs.quand}
      options={[
        { value: 'maintenant', label: 'Tout de suite' },
        {
          value: 'date',
          label: 'À une date',
          hint: 'Le vérificateur et les essais repassent une heure avant. S’ils échouent, rien n’est publié et vous recevez un courriel.',
        },
      ]}
    />
    <Heure saisie={saisie} erreurs={erreurs} />
    {children}
    <h3 class="fr-h6">Si vous vous trompez</h3>
    <p class="gt-sous">
      {enVigueur === undefined
        ? 'Une version publiée ne s’efface pas. La suivante la corrige.'
        : `Pendant 30\u00a0minutes, «\u00a0Reprendre\u00a0» remet le texte de la version\u00a0${enVigueur}, et les courriels ne partent qu’après. Ensuite, une version de plus corrige. Un dossier déposé entre-temps garde la version\u00a0${numero}.`}
    </p>
    <FormActions principal={`Publier la version\u00a0${numero}`} filet={false} />
  </section>
)

const tenue = (le: Date): SaisieQuand => ({ jour: formatJourCourt(le), heure: heureCourte(le) })

/** A version that waits for its instant: moved, or called off. */
export const Programmee = ({ prevue, saisie, erreurs }: { prevue: Prevue; saisie: SaisieQuand; erreurs: Erreurs }) => (
  <section class="gt-publication__cadre" aria-labelledby="programmee">
    <h2 class="fr-h5" id="programmee">
      Version&nbsp;{prevue.numero} programmée pour le <Echeance instant={prevue.prevueLe} />
    </h2>
    <p>
      Demandé par {prevue.par} le <Time instant={prevue.demandeeLe} />. Le vérificateur et les essais repassent une heure avant
      {prevue.verifieeLe ? (
        <>
          {' '}
          (c’est fait, le <Time instant={prevue.verifieeLe} />)
        </>
      ) : (
        ''
      )}
      . S’ils échouent, rien n’est publié et {prevue.par} reçoit un courriel.
      {prevue.garder && ' Si la clôture avance, les brouillons déjà commencés gardent celle d’avant.'}
    </p>
    <Formulaire action={paths.administration.programme(prevue.slug, prevue.numero)} aria-labelledby="programmee">
      <Heure saisie={{ ...tenue(prevue.prevueLe), ...saisie }} erreurs={erreurs} />
      <FormActions principal="Changer la date" filet={false} />
    </Formulaire>
    <BoutonPost action={paths.administration.deprogrammation(prevue.slug, prevue.numero)} class="fr-btn fr-btn--tertiary">
      Annuler la publication
    </BoutonPost>
  </section>
)

/** A version that was just published, while it may be taken back. */
export const Reprise = ({ slug, r }: { slug: string; r: Reprenable }) => (
  <section class="gt-publication__cadre" aria-labelledby="reprise">
    <h2 class="fr-h5" id="reprise">
      La version&nbsp;{r.numero} est en vigueur depuis <Time instant={r.publieeLe} forme="heure" />
    </h2>
    <p>
      Vous pouvez la reprendre jusqu’à <Time instant={r.jusquA} forme="heure" />.{' '}
      {r.deposes > 0 &&
        `${pluriel(r.deposes, 'dossier déposé depuis', 'dossiers déposés depuis')}\u00a0: ${r.deposes > 1 ? 'ils garderont' : 'il gardera'} la version\u00a0${r.numero}. `}
      Les courriels partiront à cette heure.
    </p>
    <BoutonPost action={paths.administration.reprise(slug, r.numero)}>
      Reprendre&nbsp;: revenir au texte de la version&nbsp;{r.remplacee}
    </BoutonPost>
  </section>
)
