import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Champs } from '../../saisie/index.ts'
import { SAISIE } from '../sections.view.tsx'
import type { PartieDuForm } from './nouvel-essai.form.ts'

type Volet = { code: string; numero: number | string; titre: string }
export type NouvelEssaiProps = {
  site: Site
  brouillon: { id: string; titre: string; revision: number }
  /** Those among which one is chosen first; none when the call has one. */
  volets: readonly Volet[]
  volet: string | undefined
  /** The test dossier from which this one begins. */
  comme?: { code: string; titre: string } | undefined
  /** Missing until a volet is chosen. */
  parties: readonly PartieDuForm[] | undefined
  saisie: Readonly<Record<string, readonly string[]>>
  erreurs?: FieldErrors
}

/** A test dossier written by hand: who, the call's own questions, and what is expected. */
export const NouvelEssaiPage = ({ site, brouillon, volets, volet, comme, parties, saisie, erreurs = {} }: NouvelEssaiProps) => {
  const ici = paths.studio.nouvelEssai(brouillon.id)
  const depart = comme ? { comme: comme.code } : volet ? { volet } : undefined
  const champs = parties?.flatMap(p => p.champs) ?? []
  const nommees = Object.fromEntries(
    Object.entries(erreurs).map(([nom, phrase]) => {
      const libelle = champs.find(c => c.nom === nom)?.libelle
      return libelle ? [nom, `${libelle}\u00a0: ${phrase}`] : ['_essai', phrase]
    }),
  )
  return (
    <Page
      site={site}
      titre={`Ajouter un essai, ${brouillon.titre}`}
      erreur={Object.keys(erreurs).length > 0}
      skip={[SAISIE]}
      ariane={[
        { libelle: 'Studio', href: paths.studio.accueil },
        { libelle: brouillon.titre, href: paths.studio.brouillon(brouillon.id) },
        { libelle: 'Essais', href: paths.studio.section(brouillon.id, 'essais') },
        { libelle: 'Ajouter un essai' },
      ]}
    >
      {/* one came here to fill this in: the keyboard goes on from there */}
      <div class="gt-lecture" id="saisie" tabindex={-1} autofocus={Object.keys(erreurs).length === 0 || undefined}>
        <h1>Ajouter un essai</h1>
        <ErrorSummary errors={nommees} />
        {parties === undefined && (
          <>
            <p>Quel volet ce dossier inventé choisit-il&nbsp;?</p>
            <ul>
              {volets.map(v => (
                <li>
                  <a href={`${ici}?${new URLSearchParams({ volet: v.code })}`}>
                    Volet&nbsp;{v.numero}. {v.titre}
                  </a>
                </li>
              ))}
            </ul>
          </>
        )}
        {parties && (
          <>
            <p>
              {comme
                ? `Il part de l’essai «\u00a0${comme.titre}\u00a0»\u00a0: changez ce qui le distingue.`
                : 'Un dossier inventé, et ce que vous en attendez.'}{' '}
              Ses pièces, son contact et ses engagements sont mis d’office.
            </p>
            <Formulaire action={depart ? `${ici}?${new URLSearchParams(depart)}` : ici}>
              {parties.map((p, i) => (
                <section aria-labelledby={`partie-${i}`}>
                  <h2 id={`partie-${i}`} class="fr-h4">
                    {p.titre}
                  </h2>
                  <Champs champs={p.champs} saisie={saisie} erreurs={erreurs} />
                </section>
              ))}
              <FormActions principal="Garder cet essai">
                <a href={paths.studio.section(brouillon.id, 'essais')}>Revenir aux essais</a>
              </FormActions>
            </Formulaire>
          </>
        )}
      </div>
    </Page>
  )
}
