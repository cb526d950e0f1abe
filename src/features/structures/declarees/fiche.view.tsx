import { formatEuros } from '../../../lib/euros.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { enumeration, pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { Field } from '../../../ui/champs.tsx'
import { Declaree } from '../../../ui/declaree.tsx'
import { BoutonPost, Formulaire } from '../../../ui/form.tsx'
import { Time } from '../../../ui/texte.tsx'
import { Candidats, ChercherAutre, Comparaison } from './comparaison.view.tsx'
import type { ChampCompare, Choix } from './comparer.rules.ts'
import type { Effet } from './effet.ts'
import type { DeclareeVue } from './lire-declaree.ts'

type Props = DeclareeVue & { values: { raison?: string; q?: string; choix?: Partial<Record<ChampCompare, Choix>> }; errors: FieldErrors }

/** One structure declared by hand: what was said, what is known, and the three answers. */
export const Fiche = (p: Props) => {
  const { structure: s, declaree: d } = p
  return (
    <section id="fiche" tabindex={-1} aria-labelledby="fiche-titre">
      <h2 class="fr-h5 fr-mb-1v" id="fiche-titre">
        {s.nom}
        {s.declaree && <Declaree />}
      </h2>
      <p>
        Déclarée le <Time instant={d.declareeLe} /> par {d.par || d.parCourriel}. {pluriel(p.membres, 'membre')}.
      </p>
      {d.dit.demande && <p>Ni SIREN ni RNA&nbsp;: récépissé de la demande n°&nbsp;{d.dit.demande}.</p>}
      <Dossiers dossiers={p.dossiers} />
      {d.etat === 'a_confirmer' ? <ATrancher {...p} /> : <Tranchee {...p} />}
    </section>
  )
}

const Dossiers = ({ dossiers }: Pick<DeclareeVue, 'dossiers'>) =>
  dossiers.length === 0 ? (
    <p>Aucun dossier pour l’instant.</p>
  ) : (
    <ul>
      {dossiers.map(x => (
        <li>
          {x.deposeLe ? <a href={paths.instruction.dossier(x.id)}>Dossier {x.numero}</a> : `Brouillon ${x.numero}`}
          {x.deposeLe && (
            <>
              , déposé le <Time instant={x.deposeLe} forme="jour" />
            </>
          )}
          {x.deposeLe && x.aide !== null && `, ${formatEuros(x.aide)} demandés`}
        </li>
      ))}
    </ul>
  )

const ATrancher = (p: Props) => {
  const { structure: s, avec } = p
  const action = `${paths.instruction.structure(s.id)}#fiche`
  // a form each: Enter in the reason must never join
  return (
    <>
      <Candidats {...p} />
      {avec && (
        <Formulaire action={action} id="reunir" aria-labelledby="fiche-titre">
          <input type="hidden" name="avec" value={avec.cle} />
          <input type="hidden" name="vu" value={avec.effet.empreinte} />
          <Comparaison avec={avec} membres={p.membres} declarant={s.effectifs} values={p.values} errors={p.errors} />
          <EffetSurRegles effet={avec.effet} />
        </Formulaire>
      )}
      <div class="gt-a-confirmer__actes">
        {avec && <Reunir avec={avec} />}
        <div>
          <h3>C’en est une autre</h3>
          <p>La structure entre dans celles du guichet, telle qu’elle est déclarée. La marque « Déclarée » tombe.</p>
          <BoutonPost action={action} champs={{ acte: 'confirmer' }}>
            Confirmer comme nouvelle
          </BoutonPost>
        </div>
        <div>
          <h3>Non confirmée</h3>
          <Formulaire action={action}>
            <Field name="raison" label="Raison, lue par le porteur" value={p.values.raison} error={p.errors.raison} />
            <button class="fr-btn fr-btn--sm fr-btn--tertiary fr-mt-1w" type="submit" name="acte" value="refuser">
              Refuser
            </button>
          </Formulaire>
        </div>
      </div>
      <div class="fr-mt-4w">
        <ChercherAutre structure={s} values={p.values} />
      </div>
    </>
  )
}

const Reunir = ({ avec }: { avec: NonNullable<DeclareeVue['avec']> }) => (
  <div>
    <h3>C’est la même</h3>
    {avec.fermee ? (
      <p>{avec.nom} est fermée&nbsp;: elle ne peut plus porter de dossier.</p>
    ) : (
      <>
        <p>
          {avec.id
            ? `Les dossiers, les membres et les pièces passent à ${avec.nom}. Ses membres (${avec.membres.length}) et ceux-ci verront les dossiers des deux. `
            : 'La déclaration est complétée par le répertoire, avec ce qui est retenu. '}
          Numéro, heure et accusé ne changent pas.
        </p>
        <button class="fr-btn fr-btn--sm" type="submit" form="reunir" name="acte" value="reunir">
          Réunir les deux
        </button>
      </>
    )}
  </div>
)

/** What joining does, before anybody presses. */
const EffetSurRegles = ({ effet }: { effet: Effet }) =>
  effet.dossiers.length === 0 ? (
    <p>Aucun dossier à reprendre.</p>
  ) : (
    <Alert
      ton={effet.changees.length > 0 ? 'warning' : 'info'}
      titre={`Si vous réunissez\u00a0: ${effet.changees.length === 0 ? 'aucune règle ne change' : pluriel(effet.changees.length, 'règle change', 'règles changent')}`}
    >
      <p>
        {enumeration(effet.dossiers.map(d => d.numero))}&nbsp;: règles rejugées comme si la structure connue portait{' '}
        {effet.dossiers.length > 1 ? 'ces dossiers' : 'ce dossier'}. Un dossier déposé garde ses verdicts.
      </p>
      {effet.changees.length > 0 && (
        <ul>
          {effet.changees.map(c => (
            <li>
              {c.numero}, {c.titre}&nbsp;: de «&nbsp;{c.de}&nbsp;» à «&nbsp;{c.a}&nbsp;». {c.phrase}
            </li>
          ))}
        </ul>
      )}
    </Alert>
  )

/** What was decided, and how to undo it while that is possible. */
const Tranchee = ({ structure, declaree: d, reunieA }: Props) => (
  <>
    <p>
      {d.etat === 'confirmee' && 'Confirmée comme nouvelle'}
      {d.etat === 'refusee' && 'Non confirmée'}
      {d.etat === 'reunie' && (reunieA ? `Réunie à ${reunieA.nom}` : 'Réunie à la ligne du répertoire')}
      {d.trancheeLe && (
        <>
          {' '}
          le <Time instant={d.trancheeLe} /> par {d.trancheePar || 'le service'}
        </>
      )}
      .{d.motif && ` Raison\u00a0: ${d.motif}`}
    </p>
    {d.etat === 'reunie' && (
      <>
        <p>Vous pouvez séparer les deux tant que rien n’est décidé d’un de ces dossiers.</p>
        <BoutonPost action={paths.instruction.separation(structure.id)}>Séparer</BoutonPost>
      </>
    )}
    {d.etat === 'refusee' && <p>Un membre peut corriger la déclaration. Elle revient alors dans la liste.</p>}
  </>
)
