import type { Child } from 'hono/jsx'
import type { FieldErrors } from '../../../lib/forms.ts'
import { DateField, Field, MoneyField, Select, TextArea } from '../../../ui/champs.tsx'
import { CheckboxGroup, RadioGroup } from '../../../ui/choix.tsx'
import { ChampStructure } from '../../../ui/structure.tsx'
import { Typo } from '../../../ui/texte.tsx'
import { type Appel, type Ecran, type Question, questionDe, TYPES_STRUCTURE, type TypeStructure } from '../../cahier/index.ts'
import { motsDesPorteurs } from '../porteurs.mots.ts'
import {
  actionImposee,
  CHAMP,
  type ChampRessource,
  naturesDemandees,
  ressourcesDemandees,
  saisieDe,
  valeurAction,
} from '../simulateur.form.ts'
import { majuscule } from './appels.mots.ts'

/** A structure that could be the one typed. */
export type ChoixStructure = { id: string; libelle: string }

/** What a screen asks: its own words, else those of the question of the form. */
export const libelleEcran = (appel: Appel, e: Ecran) =>
  e.type === 'question' ? (e.libelle ?? questionDe(appel, e.question)?.libelle ?? e.code) : e.libelle

/** The screens that ask something: the one action of the one volet is not a question. */
export const ecransPoses = (appel: Appel) => appel.simulateur.ecrans.filter(e => e.type !== 'volet_actions' || !actionImposee(appel))

type Bloc<E> = { appel: Appel; ecran: E; q: URLSearchParams; erreurs: FieldErrors; choix: readonly ChoixStructure[] }

/** The fields of one screen. */
export const Questions = (p: Bloc<Ecran>): Child => {
  const { ecran, appel, q, erreurs } = p
  const aide = ecran.aide && (
    <p>
      <Typo texte={ecran.aide} />
    </p>
  )
  switch (ecran.type) {
    case 'structure':
      return [aide, <Structure {...p} />]
    case 'volet_actions':
      return [aide, <Actions {...p} />]
    case 'ressources':
      return [aide, <Ressources {...p} />]
    case 'depenses':
      return [
        aide,
        <Depenses {...p} natures={naturesDemandees(appel, ecran)} due={appel.aide.calcul === undefined ? undefined : ecran.solde} />,
      ]
    case 'partenaires':
      return [
        aide,
        <Field
          name={CHAMP.partenaires}
          label="Nombre de structures associées, sans compter la vôtre"
          hint="Écrivez 0 si vous portez le projet seul"
          inputmode="numeric"
          court
          value={saisieDe(q, CHAMP.partenaires)}
          error={erreurs[CHAMP.partenaires]}
        />,
      ]
    case 'question': {
      const question = questionDe(appel, ecran.question)
      return question ? (
        <UneQuestion
          question={question}
          libelle={libelleEcran(appel, ecran)}
          aide={ecran.aide ?? question.aide}
          q={q}
          error={erreurs[question.id]}
        />
      ) : null
    }
  }
}

const Structure = ({ appel, q, erreurs, choix }: Bloc<Ecran>) => {
  const types = [...new Set<TypeStructure>([...appel.porteurs.types.map(t => t.type), 'autre'])]
  const communes = types.includes('commune') || types.includes('epci')
  const autre = q.get(CHAMP.type) || erreurs[CHAMP.structure]
  const lieux = [
    ...appel.territoire.communes.map(c => ({ value: c.code, label: c.nom })),
    ...appel.territoire.epci.map(e => ({ value: e.siren, label: e.nom })),
  ]
  return (
    <>
      <ChampStructure
        name={CHAMP.structureId}
        id={CHAMP.structure}
        nomSaisie={CHAMP.structure}
        label={communes ? 'Nom, numéro SIREN ou code INSEE de la structure' : 'Nom ou numéro SIREN de la structure'}
        hint={`Le nom complet de ${motsDesPorteurs.aChercher(appel)}`}
        value={choix.length > 0 ? undefined : q.getAll(CHAMP.structureId).find(Boolean)}
        saisie={saisieDe(q, CHAMP.structure)}
        error={erreurs[CHAMP.structure]}
      />
      {choix.length > 0 && (
        <RadioGroup
          name={CHAMP.structureId}
          label="Laquelle est la vôtre ?"
          error={erreurs[CHAMP.structureId]}
          options={choix.map(c => ({ value: c.id, label: c.libelle }))}
        />
      )}
      <details class="fr-mb-3w" open={!!autre}>
        <summary>Votre structure n’est pas dans la liste</summary>
        <div class="fr-mt-2w">
          <Select
            name={CHAMP.type}
            label="Sa nature"
            facultatif
            value={q.get(CHAMP.type) ?? ''}
            options={types.map(t => ({ value: t, label: majuscule(TYPES_STRUCTURE[t]) }))}
          />
          <Select
            name={CHAMP.departement}
            label="Son département"
            facultatif
            value={q.get(CHAMP.departement) ?? ''}
            options={[
              ...appel.territoire.departements.map(d => ({ value: d.code, label: d.nom })),
              { value: 'autre', label: 'Un autre département' },
            ]}
          />
          {lieux.length > 0 && (
            <Select
              name={CHAMP.lieu}
              label="Sa commune ou son intercommunalité"
              hint="L’appel est ouvert dans celles-ci."
              facultatif
              value={q.get(CHAMP.lieu) ?? ''}
              options={[...lieux, { value: 'autre', label: 'Une autre commune' }]}
            />
          )}
        </div>
      </details>
    </>
  )
}

const Actions = ({ appel, q, erreurs }: Bloc<Ecran>) => (
  <>
    {appel.volets.map((v, i) => (
      <CheckboxGroup
        name={CHAMP.actions}
        id={i === 0 ? CHAMP.actions : `${CHAMP.actions}-${v.code}`}
        label={
          <b>
            Volet&nbsp;{v.numero}&nbsp;: {v.titre}
          </b>
        }
        error={i === 0 ? erreurs[CHAMP.actions] : undefined}
        values={q.getAll(CHAMP.actions)}
        options={v.actions.map(a => ({ value: valeurAction(v.code, a.code), label: a.libelle }))}
      />
    ))}
  </>
)

export const LIBELLES_RESSOURCE: Record<ChampRessource, [libelle: string, aide?: string]> = {
  cout: ['Coût total du projet'],
  aide: ['Aide que vous demandez'],
  part: ['Votre part'],
  autres: ['Autres financements', 'Écrivez 0 s’il n’y en a pas'],
}

/** Name of a field, for the summary of errors: « Votre part ». */
export const libelleChamp = (appel: Appel, champ: string): string | undefined =>
  (LIBELLES_RESSOURCE as Record<string, [string, string?]>)[champ]?.[0] ??
  appel.natures.find(n => CHAMP.depense(n.code) === champ)?.libelle ??
  questionDe(appel, champ)?.libelle

const Ressources = ({ appel, q, erreurs }: Bloc<Ecran>) => (
  <>
    {ressourcesDemandees(appel).map(champ => (
      <MoneyField
        name={champ}
        label={LIBELLES_RESSOURCE[champ][0]}
        hint={LIBELLES_RESSOURCE[champ][1]}
        value={saisieDe(q, champ)}
        error={erreurs[champ]}
      />
    ))}
  </>
)

/** `due`: the ordinary expenses, where an aid is computed from them. */
const Depenses = ({ appel, q, erreurs, natures, due }: Bloc<Ecran> & { natures: readonly string[]; due: string | undefined }) => (
  <>
    {natures.map(code => {
      const nature = appel.natures.find(n => n.code === code)
      const champ = CHAMP.depense(code)
      return (
        <MoneyField
          name={champ}
          label={nature?.libelle ?? code}
          facultatif={code !== due}
          value={saisieDe(q, champ)}
          error={erreurs[champ]}
        />
      )
    })}
  </>
)

/** A question of the call's form, asked here. */
const UneQuestion = ({
  question,
  libelle,
  aide,
  q,
  error,
}: {
  question: Question
  libelle: string
  aide: string | undefined
  q: URLSearchParams
  error: string | undefined
}) => {
  const commun = { name: question.id, label: <span class="fr-sr-only">{libelle}</span>, hint: aide && <Typo texte={aide} />, error }
  const value = saisieDe(q, question.id)
  const options = (question.options ?? []).map(o => ({ value: o.code, label: o.libelle }))
  switch (question.type) {
    case 'choix':
      return <RadioGroup {...commun} value={value} options={options} />
    case 'choix_multiple':
      return <CheckboxGroup {...commun} values={q.getAll(question.id)} options={options} />
    case 'oui_non':
      return (
        <RadioGroup
          {...commun}
          value={value}
          options={[
            { value: 'oui', label: 'Oui' },
            { value: 'non', label: 'Non' },
          ]}
        />
      )
    case 'date':
      return (
        <DateField
          {...commun}
          hint={[aide, aide ? ' ' : '', `Au format jj/mm/aaaa, par exemple ${question.exemple ?? '17/09/2021'}`]}
          value={value}
        />
      )
    case 'montant':
      return <MoneyField {...commun} value={value} />
    case 'texte_long':
      return <TextArea {...commun} value={value} maxlength={question.longueur_max} />
    default:
      return (
        <Field
          {...commun}
          court={question.type === 'nombre'}
          inputmode={question.type === 'nombre' ? 'numeric' : 'text'}
          suffix={question.unite}
          value={value}
        />
      )
  }
}
