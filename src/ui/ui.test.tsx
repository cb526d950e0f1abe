import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { paths } from '../paths.ts'
import { Field, MoneyField } from './champs.tsx'
import { ErrorSummary } from './form.tsx'
import { formatTaille } from './liens.tsx'
import { Page } from './page.tsx'
import type { Site } from './site.ts'
import { Tableau } from './table.tsx'
import { Typo } from './texte.tsx'
import { Decompte, Verdicts } from './verdicts.tsx'

const site: Site = {
  nom: 'Guichet territorial',
  sousTitre: 'Appels à projets',
  blocMarque: ['Préfet', 'de Corse'],
  accessibilite: 'non conforme',
  theme: 'etat',
  assets: { css: '/assets/etat.css', js: '/assets/app.js' },
  nav: [{ libelle: 'Appels à projets', href: paths.appels.liste, courant: true }],
  pied: 'Description',
}
const rendu = async (element: unknown) => String(await (element as Promise<string>))
const page = (s: Site, erreur = false) => rendu(<Page site={s} titre="Dépôt" erreur={erreur} />)

describe('La page', () => {
  it('dit « Erreur : » au début de son titre quand le formulaire est refusé', async () => {
    expect(await page(site, true)).toContain('<title>Erreur : Dépôt – Guichet territorial</title>')
    expect(await page(site)).toContain('<title>Dépôt – Guichet territorial</title>')
  })
  it('n’a ni style ni script dans son texte, pour une politique de sécurité stricte', async () => {
    const texte = await page({ ...site, demo: { phrase: 'Nous sommes lundi.' }, compte: { libelle: 'Vico' } })
    expect(texte).not.toMatch(/ style=| on[a-z]+=|<style|javascript:/)
    expect(texte.match(/<script[^>]*>/g)).toEqual(['<script type="module" src="/assets/app.js" data-turbo-track="reload">'])
  })
  it('ne garde rien en mémoire du navigateur quand une personne est connectée', async () => {
    expect(await page({ ...site, compte: { libelle: 'Vico' } })).toContain('<meta name="turbo-cache-control" content="no-cache"/>')
    expect(await page(site)).not.toContain('turbo-cache-control')
  })
  it('ne montre le bloc de marque qu’aux services de l’État', async () => {
    expect(await page(site)).toContain('fr-logo')
    const neutre = await page({ ...site, theme: 'neutre' })
    expect(neutre).not.toContain('fr-logo')
    expect(neutre).not.toContain('info.gouv.fr')
  })
  it('se déconnecte par un formulaire, jamais par un lien', async () => {
    expect(await page({ ...site, compte: { libelle: 'Vico' } })).toContain(`<form method="post" action="${paths.deconnexion}"`)
  })
})

describe('Un champ', () => {
  it('rend la valeur telle que tapée, sans l’interpréter', async () => {
    const texte = await rendu(<MoneyField name="cout" label="Coût" value={'12 "mille" <b>'} error="Ce n’est pas un montant" />)
    expect(texte).toContain('value="12 &quot;mille&quot; &lt;b&gt;"')
    expect(texte).toContain('aria-invalid="true"')
  })
  it('est décrit par son aide, son unité et son erreur, dans cet ordre', async () => {
    const texte = await rendu(<Field name="cout" label="Coût" hint="Tout compris" suffix="€" error="Manque" />)
    expect(texte).toContain('aria-describedby="cout-aide cout-unite cout-erreur"')
    for (const id of ['cout-aide', 'cout-unite', 'cout-erreur']) expect(texte).toContain(`id="${id}"`)
  })
  it('refusé se retrouve depuis le résumé en tête de page', async () => {
    const texte = await rendu(<ErrorSummary errors={{ cout: 'Indiquez un montant', _form: 'Le dossier a changé' }} />)
    expect(texte).toContain('<a href="#cout">Indiquez un montant</a>')
    expect(texte).toContain('<li>Le dossier a changé</li>')
    expect(texte).toContain('2\u00a0points à corriger')
    expect(await rendu(<ErrorSummary errors={{}} />)).not.toContain('alert')
  })
})

describe('Les verdicts', () => {
  const verdicts = [
    { resultat: 'respectee', titre: 'Porteur', phrase: 'Commune' },
    { resultat: 'attention', titre: 'Part', phrase: '18 %' },
    { resultat: 'non_respectee', titre: 'Coût', phrase: 'Il manque 800 €' },
    { resultat: 'respectee', titre: 'Dates', phrase: 'Ouvert' },
  ] as const
  it('montrent d’abord ce qui bloque', async () => {
    const titres = [...(await rendu(<Verdicts verdicts={verdicts} />)).matchAll(/gt-verdict__regle">([^<]+)/g)].map(m => m[1])
    expect(titres).toEqual(['Coût', 'Part', 'Porteur', 'Dates'])
  })
  it('se comptent au singulier et au pluriel', async () => {
    const texte = await rendu(<Decompte verdicts={verdicts} nom="Résumé" />)
    expect(texte).toContain('<b>1</b> non respectée<')
    expect(texte).toContain('<b>2</b> respectées<')
    expect(texte).not.toContain('sans objet')
  })
})

describe('La typographie', () => {
  it('met « 1er » en exposant et laisse les autres nombres', async () => {
    expect(await rendu(<Typo texte="Le 1er juillet 2021, 17 jours, **4e trimestre**" />)).toBe(
      'Le 1<sup class="gt-exp">er</sup> juillet 2021, 17 jours, <b>4<sup class="gt-exp">e</sup> trimestre</b>',
    )
  })
  it('écrit le poids d’un fichier en unités lisibles', () => {
    expect([0, 1, 412_000, 1_340_000, 20_000_000].map(formatTaille)).toEqual([
      '0\u00a0octet',
      '1\u00a0octet',
      '412\u00a0ko',
      '1,3\u00a0Mo',
      '20\u00a0Mo',
    ])
  })
})

describe('Un tableau', () => {
  it('vide dit ce qui viendra, au lieu d’un tableau sans ligne', async () => {
    const texte = await rendu(
      <Tableau legende="Dossiers" colonnes={[{ titre: 'Nom', cellule: (n: string) => n }]} lignes={[]} vide={<p>Aucun dossier.</p>} />,
    )
    expect(texte).toContain('Aucun dossier.')
    expect(texte).not.toContain('<table')
  })
})

// Seen to fail: with « Une ligne par dossier\u00a0: » in the hint of a field, which the page then showed so.
it('un attribut écrit entre guillemets ne porte pas d’échappement : la page le montrerait tel quel', () => {
  const fautes = globSync('src/**/*.tsx').flatMap(f =>
    [...readFileSync(f, 'utf8').matchAll(/\s[a-zA-Z]+="[^"{}\n]*\\u[0-9a-f]{4}/g)].map(m => `${f}: ${m[0]}`),
  )
  expect(fautes).toEqual([])
})
