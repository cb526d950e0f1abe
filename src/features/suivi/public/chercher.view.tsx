import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Formulaire } from '../../../ui/form.tsx'
import { AppelsAbsents } from './absents.view.tsx'
import type { ArgentProps } from './argent.donnees.ts'
import type { Nomme } from './argent.queries.ts'

/** What is searched by its name, each with its page: a commune or grouping that is aided, a company that is paid. */
function exemples({ aides, entreprises }: ArgentProps) {
  const porteur = aides.find(a => a.porteur.siren)?.porteur
  const payee = entreprises.find(e => e.siren && e.nom)
  return [
    ...(porteur ? [{ nom: porteur.nom, href: paths.argent.porteur(porteur.siren!) }] : []),
    ...(payee ? [{ nom: payee.nom!, href: paths.argent.entreprise(payee.siren!) }] : []),
  ]
}

/** One field, for whoever or wherever it is. */
export const Chercher = (p: ArgentProps) => {
  const noms = exemples(p)
  return (
    <Formulaire action={paths.argent.accueil} method="get" class="gt-chercher-argent">
      <div>
        <label class="fr-label" for="q">
          Une commune, un porteur ou une entreprise
        </label>
        <input class="fr-input" type="search" id="q" name="q" autocomplete="off" maxlength={100} value={p.q} />
      </div>
      <button class="fr-btn" type="submit">
        Chercher
      </button>
      {noms.length > 0 && (
        <p class="gt-hors-papier">
          Par exemple{' '}
          {noms.map((n, i) => (
            <>
              {i > 0 && ', '}
              <a href={n.href}>{n.nom}</a>
            </>
          ))}
        </p>
      )}
    </Formulaire>
  )
}

const adresse = (n: Nomme) => paths.argent[n.genre](n.code)
const GENRES = { commune: 'Commune', porteur: 'Porteur', entreprise: 'Entreprise' } as const
export const Resultats = ({ q, resultats, absents }: { q: string } & NonNullable<ArgentProps['trouves']>) => (
  <section aria-labelledby="resultats" class="fr-mb-4w">
    <h2 class="fr-h4" id="resultats">
      {resultats.length === 0 ? `Rien pour «\u00a0${q}\u00a0»` : `${pluriel(resultats.length, 'résultat')} pour «\u00a0${q}\u00a0»`}
    </h2>
    {resultats.length === 0 ? (
      <p>
        Aucune commune du territoire, aucun porteur aidé et aucune entreprise payée n’a ce nom. Vérifiez l’orthographe, ou tapez-en le
        début. Une personne n’est jamais nommée, même si elle a été payée.
      </p>
    ) : (
      <ul>
        {resultats.map(n => (
          <li>
            <a href={adresse(n)}>{n.nom}</a>{' '}
            <span class="gt-sous">
              {GENRES[n.genre]}
              {n.precision && `, ${n.precision}`}
            </span>
          </li>
        ))}
      </ul>
    )}
    <AppelsAbsents absents={absents} />
  </section>
)
