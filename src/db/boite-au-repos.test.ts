import { afterAll, beforeAll, expect, it } from 'vitest'
import { paths } from '../paths.ts'
import { auComite } from '../test/comite.ts'
import { deposer, dossierPret, publier } from '../test/vico.ts'
import { openWorld, type World } from '../test/world.ts'

/**
 * What an act does not change in the inbox costs the inbox nothing. A probe refuses any statement on the inbox's rows, even one that would change none: each fires what
 * counts them. Seen to fail before 0042: a save answered 500, and a title that changed wrote into the sets.
 */
let w: World
let porteur: { cookie: string }
const q = async (texte: string, valeurs: unknown[] = []) => (await w.owner.query(texte, valeurs)).rows
beforeAll(async () => {
  w = await openWorld()
  await publier(w)
  porteur = await w.compte({ structures: ['Vico'] })
})
afterAll(() => w.close())

const enregistrer = (id: string, resume: string) => w.post(paths.dossiers.etape(id, 'projet'), { resume }, porteur.cookie)
const lu = async (id: string) => (await q("select reponses::text like '%besogne%' as b from dossier where id = $1", [id]))[0].b

it('un champ enregistré dans un brouillon, ou dans un dossier rouvert, ne touche pas à la boîte', async () => {
  const [brouillon, rouvert] = [await dossierPret(w, porteur.cookie), await dossierPret(w, porteur.cookie)]
  await deposer(w, porteur.cookie, rouvert)
  expect((await w.post(paths.dossiers.reouverture(rouvert), {}, porteur.cookie)).status).toBe(303)
  await q('create trigger sonde before update on instruction for each statement execute function refuser_modification()')
  try {
    for (const id of [brouillon, rouvert]) {
      expect((await enregistrer(id, 'Une besogne')).status).toBeLessThan(500)
      expect(await lu(id)).toBe(true)
    }
    // and the probe sees what it must: an act that the inbox shows
    await expect(q('update dossier set rouvert_le = null where id = $1', [rouvert])).rejects.toThrow('on ajoute')
  } finally {
    await q('drop trigger sonde on instruction')
  }
})

it('quand un dossier est déposé, ou change d’état, la boîte suit', async () => {
  const id = await auComite(w, porteur.cookie)
  const lire = () => q('select etat, version from instruction where dossier_id = $1', [id])
  expect(await lire()).toEqual([{ etat: 'au_comite', version: 1 }])
  const comptes = () => q('select etat, sum(nombre)::int as n from instruction_compte group by etat having sum(nombre) <> 0 order by etat')
  const lignes = () => q('select etat, count(*)::int as n from instruction group by etat order by etat')
  expect(await comptes()).toEqual(await lignes())
  await q("update dossier set etat = 'retire' where id = $1", [id])
  expect(await comptes()).toEqual(await lignes())
})

it('ce qui change d’une ligne sans changer d’ensemble ne compte rien', async () => {
  const id = await auComite(w, porteur.cookie)
  await q('create trigger sonde before insert on instruction_compte for each statement execute function refuser_modification()')
  try {
    await q("update instruction set titre = titre || ' bis' where dossier_id = $1", [id])
    await expect(q("update instruction set volet = 'autre' where dossier_id = $1", [id])).rejects.toThrow('on ajoute')
  } finally {
    await q('drop trigger sonde on instruction_compte')
  }
})
