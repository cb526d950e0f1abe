import { type DateCivile, formatDateCivile } from '../../../lib/dates.ts'
import { formatEuros, formatNombre } from '../../../lib/euros.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { EmptyState } from '../../../ui/blocs.tsx'
import { DateField, Field } from '../../../ui/champs.tsx'
import { BoutonPost, FormActions, Formulaire } from '../../../ui/form.tsx'
import { Tableau } from '../../../ui/table.tsx'
import { Time } from '../../../ui/texte.tsx'

export type PrisVu = {
  id: string
  numero: string
  titre: string
  porteur: string
  deposeLe: Date
  aide: number | null
  departement: string
  /** Who may take it in charge; nobody is worth saying. */
  iraA: string
  enModification: boolean
  /** Its structure was declared by hand, and nobody has confirmed it. */
  declaree: boolean
}
export type APrendre = {
  dossiers: readonly PrisVu[]
  nombre: number
  aide: number
  apres: number
  brouillons: number
  /** Of those, dossiers that nobody may take in charge. */
  sansPersonne: number
  /** The last day of the answer that the call promises. */
  reponse: DateCivile | undefined
}
export type SaisieSuivant = { values: Record<string, string>; errors: FieldErrors }
type Props = {
  slug: string
  code: string
  prend: APrendre
  du: boolean
  /** By hand: the next one is asked, unless this one is the last. */
  demanderSuivant: boolean
  saisie: SaisieSuivant
}

/** What the relevé takes, to the second, what it leaves and why; once its instant has come, the button. */
export const ReleveAFaire = ({ slug, code, prend, du, demanderSuivant, saisie }: Props) => (
  <div class="gt-releve">
    <div>
      <Pris slug={slug} prend={prend} />
      <details class="fr-mb-3w gt-details">
        <summary>Ce qu’il ne prend pas</summary>
        <ul>
          <li>{pluriel(prend.apres, 'dossier déposé', 'dossiers déposés')} après son heure&nbsp;: pour le relevé suivant.</li>
          <li>{pluriel(prend.brouillons, 'brouillon non déposé', 'brouillons non déposés')}&nbsp;: rien ne leur est dit.</li>
        </ul>
      </details>
    </div>
    <div class="gt-releve__cadre">
      <h3 class="fr-text--md fr-mb-1v">{du ? 'Le relevé' : 'Ce qu’il ferait maintenant'}</h3>
      <dl class="gt-credits__apres fr-mb-3w">
        {prend.nombre === 0 && <Effet terme="Dossiers" dit="aucun" />}
        {prend.nombre > 0 && (
          <>
            <Effet
              terme={`${pluriel(prend.nombre, 'dossier passe', 'dossiers passent')} à l’instruction`}
              dit={du ? 'aujourd’hui' : 'à son heure'}
            />
            <Effet
              terme={`${pluriel(prend.nombre - prend.sansPersonne, 'dossier va', 'dossiers vont')} à quelqu’un`}
              dit={sans(prend.sansPersonne)}
            />
            <Effet terme="Courriels aux porteurs" dit="dix minutes après" />
          </>
        )}
        {prend.reponse && <Effet terme="Réponse annoncée" dit={`au plus tard le ${formatDateCivile(prend.reponse)}`} />}
      </dl>
      {du && <Faire slug={slug} code={code} nombre={prend.nombre} demanderSuivant={demanderSuivant} saisie={saisie} />}
    </div>
  </div>
)

const sans = (n: number) => (n > 0 ? `${formatNombre(n)} sans personne` : 'tous')

const Pris = ({ slug, prend }: Pick<Props, 'slug' | 'prend'>) => (
  <>
    <Tableau
      legende={`Ce que le relevé prend\u00a0: ${pluriel(prend.nombre, 'dossier')}, ${formatEuros(prend.aide)} demandés`}
      lignes={prend.dossiers}
      dense
      vide={<EmptyState titre="Aucun dossier.">Un relevé vide s’écrit au journal, et publie la date suivante.</EmptyState>}
      colonnes={[
        { titre: 'Déposé', cellule: d => <Time instant={d.deposeLe} forme="seconde" /> },
        {
          titre: 'Porteur, projet',
          cellule: d => (
            <>
              <a href={paths.instruction.dossier(d.id)}>{d.porteur}</a>
              <br />
              {d.numero}, {d.titre}
            </>
          ),
        },
        { titre: 'Département', cellule: d => d.departement },
        { titre: 'Aide demandée', cellule: d => (d.aide === null ? '–' : formatEuros(d.aide)), num: true },
        { titre: 'Ira à', cellule: d => (d.iraA ? d.iraA : <b>personne</b>) },
        { titre: 'À savoir', cellule: d => <ASavoir slug={slug} d={d} /> },
      ]}
    />
    {prend.nombre > prend.dossiers.length && (
      <p class="gt-sous">
        {formatNombre(prend.dossiers.length)} lignes sur {formatNombre(prend.nombre)}.
      </p>
    )}
  </>
)

const Effet = ({ terme, dit }: { terme: string; dit: string }) => (
  <div>
    <dt>{terme}</dt>
    <dd>{dit}</dd>
  </div>
)

const ASavoir = ({ slug, d }: { slug: string; d: PrisVu }) => (
  <>
    {d.enModification && <span class="gt-sous">En modification&nbsp;: pris tel que déposé</span>}
    {d.declaree && <span class="gt-sous">Structure déclarée, à confirmer</span>}
    {!d.iraA && (
      <span class="gt-sous">
        Case sans instructeur&nbsp;:{' '}
        <a href={paths.administration.personnes(slug)}>
          désigner<span class="fr-sr-only"> quelqu’un pour {d.numero}</span>
        </a>
      </span>
    )}
  </>
)

const Faire = ({ slug, code, nombre, demanderSuivant, saisie }: Omit<Props, 'prend' | 'du'> & { nombre: number }) => {
  const faire = `Faire le relevé\u00a0: ${pluriel(nombre, 'dossier')}`
  if (!demanderSuivant)
    return (
      <BoutonPost action={paths.administration.releves(slug)} champs={{ vague: code }} class="fr-btn">
        {faire}
      </BoutonPost>
    )
  return (
    <Formulaire action={paths.administration.releves(slug)}>
      <input type="hidden" name="vague" value={code} />
      <Suivant {...saisie} />
      <FormActions principal={faire} filet={false} />
    </Formulaire>
  )
}

/** The day and the hour of the next relevé, published with this one. */
const Suivant = ({ values, errors }: SaisieSuivant) => (
  <>
    <DateField name="jour" label="Prochain relevé" value={values.jour} error={errors.jour} />
    <Field
      name="heure"
      label="Heure, à Paris"
      hint="Publiée sur la page de l’appel. Le relevé ne se fait jamais avant."
      court
      value={values.heure ?? '12:00'}
      error={errors.heure}
      autocomplete="off"
    />
  </>
)

/** Nothing is announced: the next relevé is fixed, and the page of the call says it. */
export const AnnoncerReleve = ({ slug, saisie }: { slug: string; saisie: SaisieSuivant }) => (
  <section class="fr-mt-4w" aria-labelledby="annoncer">
    <h2 class="fr-h4" id="annoncer">
      Annoncer le prochain relevé
    </h2>
    <p>Aucun relevé n’est annoncé. Les dossiers déposés attendent.</p>
    <Formulaire action={paths.administration.annonceReleve(slug)}>
      <Suivant {...saisie} />
      <FormActions principal="Annoncer ce relevé" filet={false} />
    </Formulaire>
  </section>
)

/** Until the porteurs are told. */
export const Defaire = ({ slug, code, jusquAu }: { slug: string; code: string; jusquAu: Date }) => (
  <>
    <p>
      Les porteurs sont prévenus à <Time instant={jusquAu} />. Jusque-là, tant que personne n’a travaillé sur ses dossiers, ce relevé peut
      être défait.
    </p>
    <BoutonPost action={paths.administration.defaireReleve(slug)} champs={{ vague: code }} class="fr-btn fr-btn--secondary">
      Défaire ce relevé
    </BoutonPost>
  </>
)
